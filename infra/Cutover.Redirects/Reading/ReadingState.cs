namespace Cutover.Redirects;

/// <summary>What directives that act while the files are read have changed so far.</summary>
internal sealed class ReadingState
{
    internal ReadingState(ISiteFiles files, ServerSetup setup)
    {
        Files = files;
        Setup = setup;
        ServerRoot = setup.ServerRoot;
        Defines = new HashSet<string>(setup.Defines, StringComparer.Ordinal);
        Modules = new HashSet<string>(DirectiveTable.BuiltIn.Concat(setup.Modules), StringComparer.Ordinal);
    }

    internal ISiteFiles Files { get; }

    internal ServerSetup Setup { get; }

    internal string ServerRoot { get; set; }

    internal HashSet<string> Defines { get; }

    internal HashSet<string> Modules { get; }

    internal Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    internal int IncludeDepth { get; set; }

    internal string Absolute(string path) => path.StartsWith('/') ? path : ServerRoot.TrimEnd('/') + "/" + path;

    /// <summary>Puts in what ${NAME} stands for. A name that nothing defines stays as it is written.</summary>
    internal string Resolve(string line)
    {
        if (!line.Contains("${", StringComparison.Ordinal))
        {
            return line;
        }

        var result = new System.Text.StringBuilder();
        for (var at = 0; at < line.Length; at++)
        {
            var end = line[at] == '$' && at + 1 < line.Length && line[at + 1] == '{' ? line.IndexOf('}', at + 2) : -1;
            if (end >= 0)
            {
                var name = line[(at + 2)..end];
                if (Variables.TryGetValue(name, out var value) || Setup.Environment.TryGetValue(name, out value))
                {
                    result.Append(value);
                    at = end;
                    continue;
                }
            }

            result.Append(line[at]);
        }

        return result.ToString();
    }

    /// <summary>IfModule accepts the module's source file or its structure's name.</summary>
    internal bool HasModule(string name) => Modules.Contains(name) || Modules.Contains(SourceFile(name));

    internal static string SourceFile(string symbol)
    {
        var stem = symbol.EndsWith("_module", StringComparison.Ordinal) ? symbol[..^7] : symbol;
        return stem.StartsWith("mpm_", StringComparison.Ordinal) ? stem[4..] + ".c"
            : stem is "core" or "http_core" ? stem + ".c"
            : "mod_" + stem + ".c";
    }
}
