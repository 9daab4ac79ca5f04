using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A web site, and where to ask for it when not at the address its name has.</summary>
public sealed record SiteAddress : ILeadsTo
{
    /// <summary>Its scheme, name and port, such as https://www.example.org.</summary>
    public required string Url { get; init; }

    /// <summary>An address:port to connect to instead of what the name resolves to.</summary>
    public string? ConnectTo { get; init; }

    /// <summary>A PEM file with the authority to trust instead of the machine's own; for sites with a private one.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Files that hold the values of secret headers, by header, such as a tester's token.</summary>
    public IReadOnlyDictionary<string, string> SecretHeaderFiles { get; init; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    string ILeadsTo.LeadsTo => ConnectTo is null ? Url : $"{Url} at {ConnectTo}";
}
