using System.Text;

namespace Cutover.Effects;

/// <summary>Asks whoever stands before a service which mode it is in.</summary>
internal static class ModeAsker
{
    /// <summary>How often it is asked, each time over a new connection, because several workers may answer side by side.</summary>
    private const int Asks = 6;

    /// <summary>The mode; null with the reason where it does not say, or says different ones.</summary>
    /// <param name="name">Who is asked, for people.</param>
    /// <param name="service">The service.</param>
    /// <param name="url">The address that says the mode.</param>
    /// <param name="connectTo">The address:port to connect to; null for what the name resolves to.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<(TrafficMode? Mode, string Why)> AskAsync(
        string name, string service, Uri url, string? connectTo, TimeProvider time, CancellationToken cancellation)
    {
        using var asker = new HttpAsker(new SiteAddress { Url = url.GetLeftPart(UriPartial.Authority), ConnectTo = connectTo });
        try
        {
            var asked = Enumerable.Range(0, Asks)
                .Select(_ => asker.AskAsync("GET", url.PathAndQuery, [], 1024, TimeSpan.FromSeconds(2), time, cancellation));
            var words = (await Task.WhenAll(asked))
                .Select(answer => answer.Status == 200 ? Encoding.UTF8.GetString(answer.Body).Trim() : $"status {answer.Status}")
                .Distinct(StringComparer.Ordinal)
                .ToList();
            return (words.Count == 1 ? TrafficModes.Parse(words[0]) : null, $"{name} says {string.Join(" and ", words)} for {service}");
        }
        catch (EffectException failure)
        {
            return (null, $"{name} does not say for {service}: {failure.Message.TrimEnd('.')}");
        }
    }
}
