using System.Globalization;
using System.Text;

namespace Cutover.Redirects;

/// <summary>Writes a parsed pattern for .NET. Every set is spelt out, so no culture, no case table and no Unicode class takes
/// part.</summary>
internal static class DotNetPattern
{
    private const string Word = @"[0-9A-Z_a-z]";

    internal static string Write(PcreNode node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return text.ToString();
    }

    private static void Write(StringBuilder text, PcreNode node)
    {
        switch (node)
        {
            case PcreNode.One one:
                Set(text, one.Bytes);
                break;
            case PcreNode.Sequence sequence:
                foreach (var item in sequence.Items)
                {
                    Write(text, item);
                }

                break;
            case PcreNode.Either either:
                for (var i = 0; i < either.Branches.Count; i++)
                {
                    text.Append(i == 0 ? "" : "|");
                    Write(text, either.Branches[i]);
                }

                break;
            case PcreNode.Group group:
                Wrapped(text, group.Index == 0 ? "(?:" : "(", group.Body);
                break;
            case PcreNode.Atomic atomic:
                Wrapped(text, "(?>", atomic.Body);
                break;
            case PcreNode.Look look:
                Wrapped(text, (look.Behind ? "(?<" : "(?") + (look.Negative ? "!" : "="), look.Body);
                break;
            case PcreNode.BackReference reference:
                text.Append(CultureInfo.InvariantCulture, $@"(?:\{reference.Index})");
                break;
            case PcreNode.Assertion assertion:
                text.Append(Where(assertion.At));
                break;
            case PcreNode.Repeat repeat:
                Repeat(text, repeat);
                break;
        }
    }

    private static void Wrapped(StringBuilder text, string open, PcreNode body)
    {
        text.Append(open);
        Write(text, body);
        text.Append(')');
    }

    private static void Repeat(StringBuilder text, PcreNode.Repeat repeat)
    {
        if (repeat.How == PcreNode.Greed.Possessive)
        {
            text.Append("(?>");
        }

        if (repeat.Body is PcreNode.One or PcreNode.Group)
        {
            Write(text, repeat.Body);
        }
        else
        {
            Wrapped(text, "(?:", repeat.Body);
        }

        text.Append(repeat switch
        {
            { Min: 0, Max: null } => "*",
            { Min: 1, Max: null } => "+",
            { Min: 0, Max: 1 } => "?",
            { Max: null } => string.Create(CultureInfo.InvariantCulture, $"{{{repeat.Min},}}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{{{repeat.Min},{repeat.Max}}}"),
        });
        text.Append(repeat.How switch
        {
            PcreNode.Greed.Lazy => "?",
            PcreNode.Greed.Possessive => ")",
            _ => "",
        });
    }

    private static string Where(PcreNode.Where where) => where switch
    {
        PcreNode.Where.Start => @"\A",
        PcreNode.Where.End => @"\z",
        PcreNode.Where.EndOrLastNewline => @"(?=\n?\z)",
        PcreNode.Where.LineEnd => @"(?=\n|\z)",
        PcreNode.Where.LineStart => @"(?:\A|(?<=\n)(?!\z))",
        PcreNode.Where.WordEdge => $"(?:(?<={Word})(?!{Word})|(?<!{Word})(?={Word}))",
        _ => $"(?:(?<={Word})(?={Word})|(?<!{Word})(?!{Word}))",
    };

    private static void Set(StringBuilder text, ByteSet set)
    {
        if (set.Count == 0)
        {
            text.Append("(?!)");
            return;
        }

        var runs = set.Runs().ToList();
        if (set.Count == 1)
        {
            text.Append(Byte(runs[0].First));
            return;
        }

        text.Append('[');
        foreach (var (first, last) in runs)
        {
            text.Append(Byte(first));
            if (last > first)
            {
                text.Append('-').Append(Byte(last));
            }
        }

        text.Append(']');
    }

    private static string Byte(char c) =>
        char.IsAsciiLetterOrDigit(c) ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $@"\x{(int)c:X2}");
}
