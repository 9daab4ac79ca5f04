using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>What differs between two directories, path by path.</summary>
internal sealed class TreeDifference
{
    private const int Named = 10;

    /// <summary>More paths than this are not worth naming one by one, nor writing into a journal.</summary>
    private const int MostCopyable = 2_000;

    private readonly List<string> _named = [];

    /// <summary>Every path that differs, and every one that may differ and so is not looked at further.</summary>
    private readonly HashSet<string> _settled = new(StringComparer.Ordinal);

    /// <summary>What is there only goes path by path, except a directory, which goes with all below it.</summary>
    private bool _needsAll;

    private TreeDifference()
    {
    }

    /// <summary>Paths that only the first has.</summary>
    public int Missing { get; private set; }

    /// <summary>Paths that only the second has.</summary>
    public int Extra { get; private set; }

    /// <summary>Paths that both have and that differ.</summary>
    public int Different { get; private set; }

    public int Total => Missing + Extra + Different;

    /// <summary>Compares types, modes, sizes, times to the second, links' targets and which names share an inode.</summary>
    /// <param name="from">What should be.</param>
    /// <param name="to">What is.</param>
    /// <param name="extraAllowed">Whether the second may have more, and newer files.</param>
    public static TreeDifference Between(DirectoryTree from, DirectoryTree to, bool extraAllowed = false)
    {
        var difference = new TreeDifference();
        var links = new LinkGroups(from);
        var otherLinks = new LinkGroups(to);
        foreach (var (path, one) in from.Entries)
        {
            if (!to.Entries.TryGetValue(path, out var other))
            {
                difference.Missing++;
                difference.Name(path, "is missing");
                continue;
            }

            if (extraAllowed && IsNewer(other, one))
            {
                difference._settled.Add(path);
                continue;
            }

            if ((Facts(one, other) ?? Links(links.Of(one), otherLinks.Of(other), extraAllowed)) is { } why)
            {
                difference.Different++;
                difference.Name(path, why);
                difference._needsAll |= one.Type != other.Type;
            }
        }

        if (extraAllowed)
            return difference;

        foreach (var (path, entry) in to.Entries.Where(entry => !from.Entries.ContainsKey(entry.Key)))
        {
            difference.Extra++;
            difference.Name(path, "is not at the source");
            difference._needsAll |= entry.Type == 'd';
        }

        return difference;
    }

    /// <summary>Whether the path is among those that differ, or may.</summary>
    public bool Names(string path) => _settled.Contains(path);

    /// <summary>Adds a file whose listing is the same and whose content is not.</summary>
    public void AddContent(string path, string why)
    {
        Different++;
        Name(path, why);
    }

    /// <summary>
    /// The paths that, copied or deleted one by one, make the second equal to the first; with a file, all the names of its inode. Empty
    /// where there is nothing to copy, too much of it, or something that cannot be had path by path.
    /// </summary>
    public ImmutableArray<string> Copyable(DirectoryTree from)
    {
        if (_needsAll || _settled.Count > MostCopyable)
            return [];

        var shared = _settled
            .Select(path => from.Entries.GetValueOrDefault(path))
            .Where(entry => entry is { IsFile: true, Links: > 1 })
            .Select(entry => entry.Inode)
            .ToHashSet();
        var linked = shared.Count == 0
            ? []
            : from.Entries.Where(entry => entry.Value.IsFile && shared.Contains(entry.Value.Inode)).Select(entry => entry.Key);
        return [.. _settled.Union(linked, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The counts, then up to ten paths.</summary>
    public override string ToString()
    {
        var more = Total > _named.Count ? $" and {Total - _named.Count} more" : "";
        return $"{Missing} missing, {Extra} not at the source, {Different} different: {string.Join("; ", _named)}{more}";
    }

    private static bool IsNewer(FileFacts other, FileFacts one) => one.IsFile && other.IsFile && other.ModifiedSecond > one.ModifiedSecond;

    private static string? Facts(FileFacts one, FileFacts other)
    {
        if (one.Type != other.Type)
            return $"is of type {other.Type}, not {one.Type}";
        if (one.Type != 'l' && !string.Equals(one.Mode, other.Mode, StringComparison.Ordinal))
            return $"has mode {other.Mode}, not {one.Mode}";
        if (one.IsFile && one.Size != other.Size)
            return $"has {other.Size} bytes, not {one.Size}";
        if (one.IsFile && one.ModifiedSecond != other.ModifiedSecond)
            return "has another modification time";

        return string.Equals(one.Target, other.Target, StringComparison.Ordinal)
            ? null
            : $"points at {FileFacts.Show(other.Target)}, not {FileFacts.Show(one.Target)}";
    }

    private static string? Links(string? one, string? other, bool extraAllowed) =>
        string.Equals(one, other, StringComparison.Ordinal) || (extraAllowed && one is null)
        ? null
        : $"shares its inode with {(other is null ? "nothing" : FileFacts.Show(other))}, not with "
            + $"{(one is null ? "nothing" : FileFacts.Show(one))}";

    private void Name(string path, string why)
    {
        _settled.Add(path);
        if (_named.Count < Named)
            _named.Add($"{FileFacts.Show(path)} {why}");
    }

    /// <summary>For each inode with several names below the directory, the first of them.</summary>
    private sealed class LinkGroups
    {
        private readonly Dictionary<(ulong, ulong), (string First, int Count)> _groups = [];

        public LinkGroups(DirectoryTree tree)
        {
            foreach (var (path, entry) in tree.Entries.Where(entry => IsShared(entry.Value)))
            {
                var (first, count) = _groups.GetValueOrDefault(entry.Inode, (path, 0));
                _groups[entry.Inode] = (string.CompareOrdinal(path, first) < 0 ? path : first, count + 1);
            }
        }

        /// <summary>Null where the inode has no other name below the directory.</summary>
        public string? Of(FileFacts entry) => IsShared(entry) && _groups[entry.Inode] is { Count: > 1 } group ? group.First : null;

        private static bool IsShared(FileFacts entry) => entry is { IsFile: true, Links: > 1 };
    }
}
