namespace Cutover.Redirects;

/// <summary>
/// Reads configuration into a tree the way httpd's ap_build_config does. Directives that act on reading
/// (Include, Define, LoadModule, IfModule and its like) are followed here and leave no node.
/// </summary>
internal sealed class TreeReader(ReadingState state)
{
    private const int MaxDepth = 200;
    private int depth;

    /// <summary>Reads a whole file; every section must be closed in it.</summary>
    internal void ReadFile(string path, Directive? parent, List<Directive> into, int maxLine = LineReader.MaxLine, SourceLine? asked = null)
    {
        byte[] content;
        try
        {
            content = state.Files.Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var at = asked ?? new SourceLine(path, 0);
            throw new ConfigurationException(at.File, at.Number, $"Could not open configuration file {path}: {e.Message}");
        }

        var lines = new LineReader(path, content, maxLine);
        var open = ReadLines(lines, parent, into, untilClosed: null);
        if (open is not null)
        {
            throw open.Error($"{open.Name}> was not closed.");
        }
    }

    /// <summary>Reads until the end, or to the closing tag of the conditional section that <paramref name="untilClosed"/> names.</summary>
    /// <returns>The innermost section left open at the end.</returns>
    private Directive? ReadLines(LineReader lines, Directive? parent, List<Directive> into, string? untilClosed)
    {
        if (++depth > MaxDepth)
        {
            throw new ConfigurationException(lines.File, lines.Line, $"sections and files are nested more than {MaxDepth} deep",
                byApache: false);
        }

        var open = new Stack<Directive>();
        while (lines.Next() is { } line)
        {
            if (untilClosed is not null && open.Count == 0 && line.Equals($"</{untilClosed[1..]}>", StringComparison.OrdinalIgnoreCase))
            {
                break;
            }

            if (line.Length > 0 && line[0] != '#')
            {
                ReadLine(state.Resolve(line), lines, parent, into, open);
            }
        }

        depth--;
        return open.Count > 0 ? open.Peek() : null;
    }

    private void ReadLine(string line, LineReader lines, Directive? parent, List<Directive> into, Stack<Directive> open)
    {
        var rest = line;
        var name = Words.Next(ref rest);
        if (name.Length == 0)
        {
            return;
        }

        var closes = name.Length > 1 && name[1] == '/';
        if (!closes)
        {
            var bracketed = name.EndsWith('>');
            name = bracketed ? name[..^1] : name;
            rest = name.StartsWith('<') && rest.Length == 0 ? ">" : rest;
        }

        var above = open.Count > 0 ? open.Peek() : parent;
        var siblings = open.Count > 0 ? open.Peek().Children : into;
        if (ActsOnReading(name))
        {
            new ReadingDirectives(state, this).Act(new Directive(name, rest, lines.Here, above), lines, above, siblings);
        }
        else if (!name.StartsWith('<'))
        {
            siblings.Add(new Directive(name, rest, lines.Here, above));
        }
        else if (!closes)
        {
            var section = new Directive(name, rest, lines.Here, above);
            siblings.Add(section);
            open.Push(section);
        }
        else
        {
            Close(name, lines, open);
        }
    }

    private bool ActsOnReading(string name) =>
        ReadingDirectives.Names.Contains(name) && (DirectiveTable.Find(name, state.Modules).Count > 0);

    private static void Close(string name, LineReader lines, Stack<Directive> open)
    {
        if (open.Count == 0)
        {
            throw new ConfigurationException(lines.File, lines.Line, $"{name} without matching <{name[2..]} section");
        }

        if (!name.EndsWith('>'))
        {
            throw new ConfigurationException(lines.File, lines.Line, $"{name}> directive missing closing '>'");
        }

        var expected = open.Peek().Name[1..];
        if (!name[2..^1].Equals(expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new ConfigurationException(lines.File, lines.Line, $"Expected </{expected}> but saw {name}");
        }

        open.Pop();
    }

    /// <summary>Reads what a conditional section holds, when its condition is true.</summary>
    internal void ReadConditional(string name, LineReader lines, Directive? parent, List<Directive> into) =>
        ReadLines(lines, parent, into, name);

    /// <summary>Skips what a conditional section holds, sections inside it included.</summary>
    internal static void Skip(string name, LineReader lines)
    {
        var open = new Stack<string>();
        open.Push(name[1..]);
        while (lines.Next() is { } line)
        {
            var rest = line;
            var word = line.Length == 0 ? "" : Words.Next(ref rest);
            if (word.Length < 2 || word[0] != '<')
            {
                continue;
            }

            if (word[1] != '/')
            {
                open.Push(rest.Length == 0 && word.EndsWith('>') ? word[1..^1] : word[1..]);
                continue;
            }

            if (!word[2..^1].Equals(open.Peek(), StringComparison.OrdinalIgnoreCase))
            {
                throw new ConfigurationException(lines.File, lines.Line, $"Expected </{open.Peek()}> but saw {word[..^1]}>");
            }

            open.Pop();
            if (open.Count == 0)
            {
                return;
            }
        }

        throw new ConfigurationException(lines.File, lines.Line, $"Expected </{open.Peek()}> before end of configuration");
    }
}
