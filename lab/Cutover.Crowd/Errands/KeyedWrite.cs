namespace Cutover.Crowd;

/// <summary>The body of an insert or update of an event or a page.</summary>
/// <param name="Body">The text; begins with the value.</param>
internal sealed record KeyedWrite(string Body)
{
    /// <summary>The key, for a new one.</summary>
    public string? Key { get; init; }

    /// <summary>The page's slug, for a new page.</summary>
    public string? Slug { get; init; }

    /// <summary>The version, for an update.</summary>
    public int? Version { get; init; }
}
