namespace Cutover.Sites;

/// <summary>A URL of a site and what the edge must answer.</summary>
/// <param name="Target">The path, escaped as a URL's.</param>
/// <param name="Status">What it must be.</param>
/// <param name="Entry">The file whose bytes come; null for a redirect.</param>
/// <param name="Location">Where a redirect leads, as a path.</param>
internal sealed record EdgeQuestion(string Target, int Status, SiteEntry? Entry, string? Location)
{
    private const string Index = "index.html";
    private const string Page = ".html";

    /// <summary>
    /// Every URL that leads to a file: its own name, its directory's, its name without the extension; and one that leads nowhere.
    /// </summary>
    public static IEnumerable<EdgeQuestion> All(SiteTree tree, string notFound)
    {
        var keys = tree.Entries.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in tree.Entries)
        {
            yield return new(Escaped(entry.Key), 200, entry, null);
            if (entry.Key == Index || entry.Key.EndsWith("/" + Index, StringComparison.Ordinal))
            {
                var directory = entry.Key[..^Index.Length];
                yield return new(Escaped(directory), 200, entry, null);
                var bare = directory.TrimEnd('/');
                if (bare.Length > 0 && !keys.Contains(bare) && !keys.Contains(bare + Page))
                    yield return new(Escaped(bare), 301, null, Escaped(directory));
            }
            else if (entry.Key.EndsWith(Page, StringComparison.Ordinal) && entry.Key[..^Page.Length] is var name
                && name.Length > 0 && !name.EndsWith('/') && !keys.Contains(name))
            {
                yield return new(Escaped(name), 200, entry, null);
            }
        }

        var nothing = Enumerable.Range(0, int.MaxValue).Select(n => $"no-such-file-{n}").First(name => !keys.Contains(name));
        yield return new(Escaped(nothing), 404, tree.Entries.First(entry => entry.Key == notFound), null);
    }

    private static string Escaped(string key) => "/" + string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
}
