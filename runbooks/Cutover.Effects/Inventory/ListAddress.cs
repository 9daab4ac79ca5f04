using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Something on one side that can be listed.</summary>
public sealed record ListAddress : ILeadsTo
{
    public HostAddress Host { get; init; } = new();

    /// <summary>The command that prints the list.</summary>
    public required IReadOnlyList<string> Read { get; init; }

    /// <summary>
    /// Of settings, on the new side: names whose values would tie it to the old side if they were the same, such as its database's.
    /// </summary>
    public IReadOnlyList<string> MustDiffer { get; init; } = [];

    /// <summary>Of settings, on the new side: names whose values may be the same or not, such as its own name.</summary>
    public IReadOnlyList<string> MayDiffer { get; init; } = [];

    string ILeadsTo.LeadsTo => $"'{string.Join(' ', Read)}' on {Host.Machine}";

    internal async Task<string> PrintedAsync(CancellationToken cancellation)
    {
        const int Limit = 1024 * 1024;
        using var output = new MemoryStream();
        var kept = CliWrap.PipeTarget.ToStream(output);
        await Leash.RunToSuccessAsync(new Errand(Host, Read) { Output = kept }, cancellation);
        return output.Length <= Limit
            ? System.Text.Encoding.UTF8.GetString(output.ToArray())
            : throw new EffectException($"{Read[0]} on {Host} printed {output.Length} bytes, and a list is at most {Limit} long.");
    }
}
