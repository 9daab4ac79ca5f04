namespace Cutover.Redirects;

/// <summary>Reads a bracketed class.</summary>
internal static class PcreClasses
{
    internal static PcreNode Read(PcreCursor cursor)
    {
        if (string.CompareOrdinal(cursor.Pattern, cursor.At, "[[:<:]]", 0, 7) == 0
            || string.CompareOrdinal(cursor.Pattern, cursor.At, "[[:>:]]", 0, 7) == 0)
        {
            cursor.Refuse("the word boundary [[:<:]] or [[:>:]]");
        }

        if (PosixEnd(cursor) >= 0)
        {
            cursor.Invalid("POSIX named classes are supported only within a class");
        }

        cursor.At++;
        var negated = cursor.Take("^");
        var set = Members(cursor);
        set = cursor.Fold(set);
        return new PcreNode.One(negated ? set.Not() : set);
    }

    private static ByteSet Members(PcreCursor cursor)
    {
        var set = ByteSet.Empty;
        var first = true;
        var quoting = false;
        while (true)
        {
            if (cursor.Ended)
            {
                cursor.Invalid("missing terminating ] for character class");
            }

            if (cursor.Take(quoting ? "\\E" : "\\Q"))
            {
                quoting = !quoting;
                continue;
            }

            if (!quoting && cursor.Take("\\E"))
            {
                continue;
            }

            if (!quoting && !first && cursor.Now == ']')
            {
                cursor.At++;
                return set;
            }

            first = false;
            set = set.Or(Item(cursor, quoting));
        }
    }

    private static ByteSet Item(PcreCursor cursor, bool quoting)
    {
        if (!quoting && cursor.Now == '[' && PosixEnd(cursor) is >= 0 and var end)
        {
            var posix = Posix(cursor, end);
            NoRangeAfter(cursor);
            return posix;
        }

        if (!quoting && cursor.Now == '\\')
        {
            var c = cursor.Next();
            if (PcreEscapes.Kind(c) is { } kind)
            {
                cursor.At += 2;
                NoRangeAfter(cursor);
                return kind;
            }

            if (c is 'p' or 'P' or 'g' or 'k')
            {
                cursor.Refuse("the escape \\" + c);
            }
        }

        var low = One(cursor, quoting);
        if (quoting || cursor.Ended || cursor.Now != '-')
        {
            return ByteSet.Of(low);
        }

        if (cursor.Next() is ']' || cursor.At + 1 >= cursor.Pattern.Length)
        {
            return ByteSet.Of(low);
        }

        return Ranged(cursor, low);
    }

    private static ByteSet Ranged(PcreCursor cursor, char low)
    {
        if (cursor.Next() == '\\' && cursor.Next(2) is 'Q' or 'E')
        {
            cursor.Refuse("\\Q or \\E as the end of a range in a class");
        }

        cursor.At++;
        if ((cursor.Now == '\\' && PcreEscapes.Kind(cursor.Next()) is not null) || (cursor.Now == '[' && PosixEnd(cursor) >= 0))
        {
            cursor.Invalid("invalid range in character class");
        }

        var high = One(cursor, quoting: false);
        if (high < low)
        {
            cursor.Invalid("range out of order in character class");
        }

        return ByteSet.Range(low, high);
    }

    private static void NoRangeAfter(PcreCursor cursor)
    {
        if (!cursor.Ended && cursor.Now == '-' && cursor.At + 1 < cursor.Pattern.Length && cursor.Next() != ']')
        {
            cursor.Invalid("invalid range in character class");
        }
    }

    private static char One(PcreCursor cursor, bool quoting)
    {
        if (quoting || cursor.Now != '\\')
        {
            return cursor.Pattern[cursor.At++];
        }

        switch (cursor.Next())
        {
            case 'b':
                cursor.At += 2;
                return '\b';
            case 'B' or 'R' or 'X':
                cursor.Invalid("escape sequence is invalid in character class");
                break;
            case 'N':
                cursor.Invalid("\\N is not supported in a class");
                break;
            case >= '8' and <= '9':
                cursor.At += 2;
                return cursor.Pattern[cursor.At - 1];
        }

        return PcreEscapes.Single(cursor);
    }

    /// <summary>Where the [: at the cursor is closed by :], or -1 when it is not a POSIX class.</summary>
    private static int PosixEnd(PcreCursor cursor)
    {
        var terminator = cursor.Next();
        if (terminator is not (':' or '.' or '='))
        {
            return -1;
        }

        for (var at = cursor.At + 2; at + 1 < cursor.Pattern.Length; at++)
        {
            var c = cursor.Pattern[at];
            if (c == '\\' && cursor.Pattern[at + 1] is ']' or '\\')
            {
                at++;
            }
            else if ((c == '[' && cursor.Pattern[at + 1] == terminator) || c == ']')
            {
                return -1;
            }
            else if (c == terminator && cursor.Pattern[at + 1] == ']')
            {
                return at;
            }
        }

        return -1;
    }

    private static ByteSet Posix(PcreCursor cursor, int end)
    {
        if (cursor.Next() != ':')
        {
            cursor.Invalid("POSIX collating elements are not supported");
        }

        var name = cursor.Pattern[(cursor.At + 2)..end];
        var negated = name.StartsWith('^');
        if (Named(negated ? name[1..] : name, cursor.Options.Caseless) is not { } set)
        {
            cursor.Invalid("unknown POSIX class name");
            return ByteSet.Empty;
        }

        cursor.At = end + 2;
        return negated ? set.Not() : set;
    }

    private static ByteSet? Named(string name, bool caseless) => name switch
    {
        "alpha" => ByteSet.Alpha,
        "lower" => caseless ? ByteSet.Alpha : ByteSet.Lower,
        "upper" => caseless ? ByteSet.Alpha : ByteSet.Upper,
        "alnum" => ByteSet.Alnum,
        "ascii" => ByteSet.Range('\0', '\u007f'),
        "blank" => ByteSet.Of(' ').Or(ByteSet.Of('\t')),
        "cntrl" => ByteSet.Range('\0', '\u001f').Or(ByteSet.Of('\u007f')),
        "digit" => ByteSet.Digit,
        "graph" => ByteSet.Range('!', '~'),
        "print" => ByteSet.Range(' ', '~'),
        "punct" => ByteSet.Range('!', '~').Without(ByteSet.Alnum),
        "space" => ByteSet.Space,
        "word" => ByteSet.Word,
        "xdigit" => ByteSet.Digit.Or(ByteSet.Range('a', 'f')).Or(ByteSet.Range('A', 'F')),
        _ => null,
    };
}
