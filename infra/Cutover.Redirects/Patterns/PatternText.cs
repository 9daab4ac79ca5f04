using System.Globalization;
using System.Text;

namespace Cutover.Redirects;

/// <summary>Writes a parsed pattern in the notation that PCRE, .NET and JavaScript share; a dialect says what is its own.</summary>
internal abstract class PatternText
{
    /// <summary>A set of bytes as the dialect spells it, one atom.</summary>
    protected abstract string Set(ByteSet set);

    /// <summary>What asserts a position in the dialect, one atom.</summary>
    protected abstract string Where(PcreNode.Where where);

    internal string Of(PcreNode node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return text.ToString();
    }

    private void Write(StringBuilder text, PcreNode node)
    {
        switch (node)
        {
            case PcreNode.One one:
                text.Append(Set(one.Bytes));
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
            case PcreNode.Repeat { How: PcreNode.Greed.Possessive } repeat:
                Wrapped(text, "(?>", repeat with { How = PcreNode.Greed.Greedy });
                break;
            case PcreNode.Repeat repeat:
                Repeat(text, repeat);
                break;
        }
    }

    private void Wrapped(StringBuilder text, string open, PcreNode body)
    {
        text.Append(open);
        Write(text, body);
        text.Append(')');
    }

    private void Repeat(StringBuilder text, PcreNode.Repeat repeat)
    {
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
        text.Append(repeat.How == PcreNode.Greed.Lazy ? "?" : "");
    }
}
