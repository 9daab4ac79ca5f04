namespace Cutover.Effects;

/// <summary>A web server that stands before services and sends each one's requests by its mode.</summary>
public sealed record FrontAddress
{
    public HostAddress Host { get; init; } = new();

    /// <summary>The directory with a file service.conf for each service, which holds one line: set $cutover_mode and the mode.</summary>
    public string ModesDirectory { get; init; } = "";

    /// <summary>Makes changed files live.</summary>
    public IReadOnlyList<string> Reload { get; init; } = [];

    /// <summary>The address:port at which the front listens.</summary>
    public string ConnectTo { get; init; } = "";

    /// <summary>For each service the address at which the front says the mode it is in, such as http://www.example.org/.cutover/mode.</summary>
    public IReadOnlyDictionary<string, string> Services { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
