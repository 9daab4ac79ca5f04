namespace Cutover.Redirects;

/// <summary>The directives that act while files are read.</summary>
internal sealed class ReadingDirectives(ReadingState state, TreeReader reader)
{
    private const int MaxIncludes = 20;

    internal static IReadOnlySet<string> Names { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "Include", "IncludeOptional", "Define", "UnDefine", "Error", "LoadModule", "LoadFile", "ServerRoot",
        "<IfModule", "<IfDefine", "<IfFile", "<IfDirective", "<IfSection", "<IfVersion",
    };

    internal void Act(Directive directive, LineReader lines, Directive? parent, List<Directive> into)
    {
        if (directive.Name.StartsWith('<'))
        {
            Conditional(directive, lines, parent, into);
            return;
        }

        switch (directive.Name.ToUpperInvariant())
        {
            case "INCLUDE" or "INCLUDEOPTIONAL":
                var optional = directive.Name.Length > 7;
                Include(directive, Arguments.One(directive,
                    "Name(s) of the config file(s) to be included; shell wildcard characters permitted"),
                    parent, into, optional);
                break;
            case "DEFINE":
                var words = Arguments.Take(directive, 1, 2,
                    " takes 1-2 arguments, Define a variable, optionally to a value.  Same as passing -D to the command line.");
                state.Defines.Add(words[0]);
                if (words.Count > 1)
                {
                    state.Variables[words[0]] = words[1];
                }

                break;
            case "UNDEFINE":
                var gone = Arguments.One(directive, "Undefine the existence of a variable. Undo a Define.");
                state.Defines.Remove(gone);
                state.Variables.Remove(gone);
                break;
            case "ERROR":
                throw directive.Error(string.Join(' ', Words.All(directive.Arguments)));
            case "LOADMODULE":
                state.Modules.Add(ReadingState.SourceFile(Words.All(directive.Arguments).FirstOrDefault() ?? ""));
                break;
            case "SERVERROOT":
                state.ServerRoot = Arguments.One(directive, "Common directory of server-related files (logs, confs, etc.)");
                break;
        }
    }

    private void Conditional(Directive section, LineReader lines, Directive? parent, List<Directive> into)
    {
        var end = section.Arguments.LastIndexOf('>');
        if (end < 0)
        {
            throw section.Error($"{section.Name}> directive missing closing '>'");
        }

        var rest = section.Arguments[..end];
        var not = rest.StartsWith('!');
        rest = not ? rest[1..] : rest;
        var argument = Words.Next(ref rest);
        if (argument.Length == 0)
        {
            throw section.Error($"{section.Name}> directive requires additional arguments");
        }

        if (Holds(section, argument, rest) != not)
        {
            reader.ReadConditional(section.Name, lines, parent, into);
        }
        else
        {
            TreeReader.Skip(section.Name, lines);
        }
    }

    private bool Holds(Directive section, string argument, string rest) => section.Name.ToUpperInvariant() switch
    {
        "<IFMODULE" => state.HasModule(argument),
        "<IFDEFINE" => state.Defines.Contains(argument),
        "<IFFILE" => state.Files.Kind(state.Absolute(argument)) != FileKind.Missing,
        "<IFDIRECTIVE" => DirectiveTable.Find(argument, state.Modules).Count > 0,
        "<IFSECTION" => DirectiveTable.Find("<" + argument, state.Modules).Count > 0,
        _ => VersionHolds(section, argument, Words.Next(ref rest)),
    };

    /// <summary>mod_version: an operator and a version, or a version alone, which means equal; a regex is refused by name.</summary>
    private bool VersionHolds(Directive section, string first, string second)
    {
        var (op, text) = second.Length == 0 ? ("=", first) : (first, second);
        if (op is "~" || (op is "=" or "==" && text.StartsWith('/')))
        {
            throw section.Error("IfVersion with a regular expression is not read here", byApache: false);
        }

        var parts = text.Split('.');
        if (parts.Length > 3 || !parts.All(part => part.Length is > 0 and < 6 && part.All(char.IsAsciiDigit)))
        {
            throw section.Error($"Invalid version specification '{text}'");
        }

        var numbers = parts.Select(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var wanted = new Version(numbers[0], numbers.ElementAtOrDefault(1), numbers.ElementAtOrDefault(2));
        var order = state.Setup.Version.CompareTo(wanted);
        var negated = op.StartsWith('!');
        var holds = (negated ? op[1..] : op) switch
        {
            "" or "=" or "==" => order == 0,
            ">" => order > 0,
            "<" => order < 0,
            ">=" => order >= 0,
            "<=" => order <= 0,
            _ => throw section.Error($"unrecognized operator '{op}'"),
        };
        return holds != negated;
    }

    private void Include(Directive directive, string name, Directive? parent, List<Directive> into, bool optional)
    {
        if (++state.IncludeDepth > MaxIncludes)
        {
            throw directive.Error($"Exceeded maximum include depth of {MaxIncludes}, There appears to be a recursion.");
        }

        var path = state.Absolute(name);
        var wild = path.IndexOfAny(['*', '?', '[']) >= 0;
        var found = wild ? Matching(path) : [path];
        if (wild && found.Count == 0 && !optional)
        {
            var (folder, last) = (path[..path.LastIndexOf('/')], path[(path.LastIndexOf('/') + 1)..]);
            throw directive.Error($"No matches for the wildcard '{last}' in '{folder}', failing (use IncludeOptional if required)");
        }

        foreach (var file in found.SelectMany(Files))
        {
            if (!optional || state.Files.Kind(file) != FileKind.Missing)
            {
                reader.ReadFile(file, parent, into, asked: directive.At);
            }
        }

        state.IncludeDepth--;
    }

    /// <summary>A directory stands for every file below it.</summary>
    private IEnumerable<string> Files(string path) => state.Files.Kind(path) == FileKind.Directory
        ? state.Files.List(path).SelectMany(name => Files(path.TrimEnd('/') + "/" + name))
        : [path];

    private List<string> Matching(string path)
    {
        List<string> found = [""];
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            found = part.IndexOfAny(['*', '?', '[']) < 0
                ? [.. found.Select(directory => directory + "/" + part).Where(entry => state.Files.Kind(entry) != FileKind.Missing)]
                : [.. found.SelectMany(directory => state.Files.List(directory + "/")
                    .Where(entry => Fnmatch.Matches(part, entry, path: true))
                    .Select(entry => directory + "/" + entry))];
        }

        return found;
    }
}
