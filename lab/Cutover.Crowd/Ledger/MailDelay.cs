using System.Text.Json.Serialization;

namespace Cutover.Crowd;

/// <summary>Delays, in seconds.</summary>
/// <param name="Median">Half of the messages took no longer.</param>
/// <param name="Longest">None took longer.</param>
public sealed record MailDelay(
    [property: JsonPropertyName("median")] double Median, [property: JsonPropertyName("longest")] double Longest)
{
    /// <summary>Of these delays; what came before its own promise was read took no time.</summary>
    public static MailDelay Of(IEnumerable<double> delays)
    {
        var sorted = delays.Select(delay => Math.Round(Math.Max(0, delay), 3)).Order().ToList();
        return sorted.Count == 0 ? new MailDelay(0, 0) : new MailDelay(sorted[sorted.Count / 2], sorted[^1]);
    }
}
