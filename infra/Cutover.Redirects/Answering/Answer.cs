namespace Cutover.Redirects;

/// <summary>What the rules answer.</summary>
/// <param name="Status">The status that a rule or the server's own redirecting gives; null when the request is served as usual.</param>
/// <param name="Location">The Location header, for a redirect.</param>
/// <param name="By">The rule that answers; null where the server does so itself, as for a directory without its slash.</param>
public sealed record Answer(int? Status, string? Location, Rule? By)
{
    /// <summary>No rule answers: the request is served, or not found, as usual.</summary>
    public static Answer None { get; } = new(null, null, null);

    /// <summary>What the old server sends where no rule answers: its file, a listing or an error. Nothing to the new side, which serves
    /// the request its own way.</summary>
    internal int Usual { get; init; } = 200;

    /// <inheritdoc/>
    public override string ToString() => Status is null ? "none" : Location is null ? $"{Status}" : $"{Status} {Location}";
}
