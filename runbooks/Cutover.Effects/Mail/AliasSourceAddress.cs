namespace Cutover.Effects;

/// <summary>Where the mail host's alias pull gets its aliases, and what it makes of them.</summary>
public sealed record AliasSourceAddress
{
    public required SiteAddress Site { get; init; }

    /// <summary>The path of the API, which answers <c>{"aliases": [{"alias", "domains", "addresses"}, ...]}</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The header with the API's key; its value is in the file that the site's <c>secretHeaderFiles</c> gives.</summary>
    public string KeyHeader { get; init; } = "X-Api-Key";

    public required PostfixAddress Server { get; init; }

    /// <summary>The map that the pull writes, on the mail host, one alias a line.</summary>
    public required string Map { get; init; }

    public string MapType { get; init; } = "hash";

    /// <summary>Addresses that must always be there.</summary>
    public required IReadOnlyList<string> Known { get; init; }
}
