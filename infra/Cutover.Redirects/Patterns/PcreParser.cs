namespace Cutover.Redirects;

/// <summary>Reads a PCRE2 pattern the way httpd's <c>ap_pregcomp</c> has it compiled: bytes, no UTF.</summary>
internal static class PcreParser
{
    private const int MaxDepth = 100;

    internal static PcreNode Parse(string pattern, bool caseless, out int groups)
    {
        var cursor = new PcreCursor(pattern, caseless);
        if (pattern.StartsWith("(*", StringComparison.Ordinal))
        {
            cursor.Refuse("the leading verb (*...)");
        }

        var node = Alternatives(cursor);
        if (!cursor.Ended)
        {
            cursor.Invalid("unmatched closing parenthesis");
        }

        groups = cursor.Groups;
        PcreReferences.Check(node, cursor);
        return node;
    }

    internal static PcreNode Alternatives(PcreCursor cursor)
    {
        if (++cursor.Depth > MaxDepth)
        {
            cursor.Refuse($"groups nested more than {MaxDepth} deep");
        }

        var branches = new List<PcreNode> { Branch(cursor) };
        while (!cursor.Ended && cursor.Now == '|')
        {
            cursor.At++;
            branches.Add(Branch(cursor));
        }

        cursor.Depth--;
        return branches.Count == 1 ? branches[0] : new PcreNode.Either(branches);
    }

    private static PcreNode.Sequence Branch(PcreCursor cursor)
    {
        var items = new List<PcreNode>();
        while (!cursor.Ended)
        {
            if (SkipQuotes(cursor) || (!cursor.Quoting && SkipComment(cursor)))
            {
                continue;
            }

            if (!cursor.Quoting && cursor.Now is '|' or ')')
            {
                break;
            }

            var before = cursor.At;
            if (!cursor.Quoting && PcreQuantifier.TryRead(cursor, out _))
            {
                cursor.At = before;
                cursor.Invalid("quantifier does not follow a repeatable item");
            }

            if (Atom(cursor) is not { } atom)
            {
                continue;
            }

            items.Add(Quantified(cursor, atom));
        }

        return new PcreNode.Sequence(items);
    }

    /// <summary>True when the cursor moved over a \Q or \E, which stand for nothing themselves.</summary>
    private static bool SkipQuotes(PcreCursor cursor)
    {
        if (cursor.Quoting ? cursor.Take("\\E") : cursor.Take("\\Q"))
        {
            cursor.Quoting = !cursor.Quoting;
            return true;
        }

        return !cursor.Quoting && cursor.Take("\\E");
    }

    private static bool SkipComment(PcreCursor cursor)
    {
        if (cursor.Take("(?#"))
        {
            var end = cursor.Pattern.IndexOf(')', cursor.At);
            if (end < 0)
            {
                cursor.Invalid("missing ) after (?# comment");
            }

            cursor.At = end + 1;
            return true;
        }

        if (!cursor.Options.Extended)
        {
            return false;
        }

        if (ByteSet.Space.Has(cursor.Now) || cursor.Now == '\u0085')
        {
            cursor.At++;
            return true;
        }

        if (cursor.Now != '#')
        {
            return false;
        }

        var line = cursor.Pattern.IndexOf('\n', cursor.At);
        cursor.At = line < 0 ? cursor.Pattern.Length : line + 1;
        return true;
    }

    private static PcreNode? Atom(PcreCursor cursor)
    {
        var c = cursor.Now;
        if (cursor.Quoting)
        {
            cursor.At++;
            return new PcreNode.One(cursor.Fold(ByteSet.Of(c)));
        }

        switch (c)
        {
            case '(':
                return PcreGroups.Read(cursor);
            case '[':
                return PcreClasses.Read(cursor);
            case '\\':
                return PcreEscapes.Read(cursor);
        }

        cursor.At++;
        return c switch
        {
            '.' => new PcreNode.One(cursor.Options.DotAll ? ByteSet.All : ByteSet.All.Without(ByteSet.Of('\n'))),
            '^' => new PcreNode.Assertion(cursor.Options.Multiline ? PcreNode.Where.LineStart : PcreNode.Where.Start),
            '$' => new PcreNode.Assertion(cursor.Options.Multiline ? PcreNode.Where.LineEnd : PcreNode.Where.End),
            _ => new PcreNode.One(cursor.Fold(ByteSet.Of(c))),
        };
    }

    /// <summary>\b and its like cannot be repeated; a look-around can.</summary>
    private static PcreNode Quantified(PcreCursor cursor, PcreNode atom)
    {
        while (true)
        {
            while (!cursor.Ended && (SkipQuotes(cursor) || (!cursor.Quoting && SkipComment(cursor))))
            {
            }

            if (cursor.Ended || cursor.Quoting || !PcreQuantifier.TryRead(cursor, out var times))
            {
                return atom;
            }

            if (atom is PcreNode.Assertion)
            {
                cursor.Invalid("quantifier does not follow a repeatable item");
            }

            return new PcreNode.Repeat(atom, times.Min, times.Max, times.How);
        }
    }
}
