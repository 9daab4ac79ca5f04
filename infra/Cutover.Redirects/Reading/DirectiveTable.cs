namespace Cutover.Redirects;

/// <summary>Which directives httpd knows, in which module, and where each may stand: the table that <c>apache2 -L</c> prints.</summary>
internal static class DirectiveTable
{
    private static readonly Lazy<Dictionary<string, List<KnownDirective>>> Table = new(Load);

    /// <summary>The modules that are part of Debian's httpd binary.</summary>
    internal static IReadOnlyList<string> BuiltIn { get; } =
        ["core.c", "mod_so.c", "mod_watchdog.c", "http_core.c", "mod_log_config.c", "mod_logio.c", "mod_version.c", "mod_unixd.c"];

    internal static IReadOnlyList<KnownDirective> Find(string name, IReadOnlySet<string> modules) =>
        Table.Value.TryGetValue(name, out var known) ? [.. known.Where(entry => modules.Contains(entry.Module))] : [];

    internal static string Spelling(string name) => Table.Value.TryGetValue(name, out var known) ? known[0].Name : name;

    private static Dictionary<string, List<KnownDirective>> Load()
    {
        using var stream = typeof(DirectiveTable).Assembly.GetManifestResourceStream("directives.txt")
            ?? throw new InvalidOperationException("directives.txt is missing from the assembly");
        using var reader = new StreamReader(stream);
        var table = new Dictionary<string, List<KnownDirective>>(StringComparer.OrdinalIgnoreCase);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var word in words.Skip(1))
            {
                var colon = word.LastIndexOf(':');
                var entry = new KnownDirective(word[..colon], words[0], word[colon + 1], word[(colon + 2)..]);
                if (!table.TryGetValue(entry.Name, out var list))
                {
                    table[entry.Name] = list = [];
                }

                list.Add(entry);
            }
        }

        return table;
    }
}
