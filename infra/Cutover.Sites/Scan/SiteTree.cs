namespace Cutover.Sites;

/// <summary>A site's directory, read and hashed.</summary>
/// <param name="Root">Its path.</param>
/// <param name="Entries">Its files, by name.</param>
/// <param name="Notices">What a person should know: what is left out, and what only looks the same.</param>
internal sealed record SiteTree(string Root, IReadOnlyList<SiteEntry> Entries, IReadOnlyList<string> Notices)
{
    public long Bytes => Entries.Sum(entry => entry.Size);
}
