namespace Cutover.Effects;

/// <summary>What stands before the services and decides where their requests go, as seen from outside.</summary>
public sealed record EdgeAddress
{
    /// <summary>
    /// For each service the addresses at which the edge says the mode it is in, one for each of the service's names, such as
    /// https://www.example.org/.cutover/mode.
    /// </summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Modes { get; init; }

    /// <summary>An address:port to connect to, whatever the names resolve to; absent: as the names resolve.</summary>
    public string? ConnectTo { get; init; }
}
