using Cutover.Disk;

namespace Cutover.Sites;

/// <summary>Reads a site's directory: what is in it, hashed, or every reason why it cannot be served.</summary>
internal sealed class SiteReader(SiteSettings settings)
{
    private const string WellKnown = ".well-known";
    private const int Deepest = 64;

    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(settings.Directory));
    private readonly List<string> _problems = [];
    private readonly List<string> _notices = [];
    private readonly List<(string Key, string Path)> _found = [];

    /// <exception cref="SiteException">The directory is missing, or holds what cannot be served: one sentence each.</exception>
    public async Task<SiteTree> ReadAsync(CancellationToken stop)
    {
        if (!Directory.Exists(_root))
            throw new SiteException($"{_root} is no directory: the site's settings name it as 'directory'.");

        // The site may itself be reached through a link; what lies inside is judged by where it really is.
        var real = RealPath(_root) ?? _root;
        Walk(real, "", [real], stop);
        var entries = new SiteEntry?[_found.Count];
        var types = new ContentTypes(settings.Types);
        await Parallel.ForEachAsync(Enumerable.Range(0, _found.Count), new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Min(settings.Parallel, Environment.ProcessorCount), CancellationToken = stop,
        }, async (nth, token) => entries[nth] = await HashAsync(_found[nth].Key, _found[nth].Path, types, token));
        if (_problems.Count == 0 && entries.All(entry => entry!.Key != settings.NotFound))
        {
            _problems.Add($"{_root} lacks {settings.NotFound}, which answers for names that do not exist: add it, or name another as "
                + "'notFound'.");
        }

        if (_problems.Count > 0)
            throw new SiteException([.. _problems.Order(StringComparer.Ordinal)]);

        NameTwins();
        return new SiteTree(_root, [.. entries.OfType<SiteEntry>().OrderBy(entry => entry.Key, StringComparer.Ordinal)], _notices);
    }

    private void Walk(string directory, string below, List<string> above, CancellationToken stop)
    {
        foreach (var path in Names(directory, below))
        {
            stop.ThrowIfCancellationRequested();
            var name = Path.GetFileName(path);
            var key = below + name;
            if (name.StartsWith('.') && name != WellKnown)
                _notices.Add($"{NameRules.Shown(key)} is left out, because its name begins with a dot.");
            else if (NameRules.Problem(key) is { } problem)
                _problems.Add(problem);
            else
                Visit(path, key, above, stop);
        }
    }

    private void Visit(string path, string key, List<string> above, CancellationToken stop)
    {
        var shown = NameRules.Shown(key);
        var real = new FileInfo(path).LinkTarget is null ? path : RealPath(path);
        var inside = real is not null && real.StartsWith(above[0] + "/", StringComparison.Ordinal);
        if (real is null || FileKinds.Of(real) is not { } kind)
            _problems.Add($"{shown} is a link that leads nowhere, or may not be followed; remove it or let it lead to a file of the site.");
        else if (!inside && real != above[0])
            _problems.Add($"{shown} is a link out of the site, to {NameRules.Shown(real)}; copy the file in, or remove the link.");
        else if (kind.IsFile)
            _found.Add((key, real));
        else if (!kind.IsDirectory)
            _problems.Add($"{shown} is neither a file nor a directory (a pipe, socket or device); remove it.");
        else if (above.Contains(real) || above.Count > Deepest)
            _problems.Add($"{shown} is a link to a directory that holds it, which has no end; remove it.");
        else
            Walk(real, key + "/", [.. above, real], stop);
    }

    private List<string> Names(string directory, string below)
    {
        try
        {
            var all = new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
            return [.. Directory.EnumerateFileSystemEntries(directory, "*", all).Order(StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _problems.Add($"{NameRules.Shown(below)} cannot be listed: {failure.Message}");
            return [];
        }
    }

    private async Task<SiteEntry?> HashAsync(string key, string path, ContentTypes types, CancellationToken stop)
    {
        try
        {
            return await FileHash.ReadAsync(key, path, types, stop);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SiteException)
        {
            lock (_problems)
                _problems.Add(failure is SiteException ? failure.Message : $"{NameRules.Shown(key)} cannot be read: {failure.Message}");
            return null;
        }
    }

    // Two files to the edge and one to Windows and macOS, where the next person may check the site out.
    private void NameTwins() => _notices.AddRange(
        from twins in _found.GroupBy(found => found.Key, StringComparer.OrdinalIgnoreCase)
        where twins.Count() > 1
        select $"{string.Join(" and ", twins.Select(twin => NameRules.Shown(twin.Key)))} differ only in case; the edge serves each by its "
            + "own name.");

    private static string? RealPath(string path)
    {
        // Every part may be a link, so each is looked at once those before it are real.
        var real = "/";
        var left = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        for (var links = 0; left.TryPop(out var name);)
        {
            if (name == ".")
                continue;
            var next = name == ".." ? Path.GetDirectoryName(real) ?? "/" : Path.Combine(real, name);
            if (name == ".." || new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > Deepest)
                return null;
            if (target.StartsWith('/'))
                real = "/";
            foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                left.Push(part);
        }

        return real;
    }
}
