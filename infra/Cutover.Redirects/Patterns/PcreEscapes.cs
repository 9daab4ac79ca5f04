namespace Cutover.Redirects;

/// <summary>Reads what a backslash begins.</summary>
internal static class PcreEscapes
{
    internal static PcreNode Read(PcreCursor cursor)
    {
        if (cursor.At + 1 >= cursor.Pattern.Length)
        {
            cursor.Invalid("\\ at end of pattern");
        }

        var c = cursor.Next();
        switch (c)
        {
            case >= '1' and <= '9':
                return DigitsOrReference(cursor);
            case 'g':
                return GReference(cursor);
            case 'k':
                return KReference(cursor);
            case 'X' or 'C' or 'K' or 'G' or 'p' or 'P':
                cursor.Refuse("the escape \\" + c);
                break;
        }

        if (Position(c) is { } where)
        {
            cursor.At += 2;
            return new PcreNode.Assertion(where);
        }

        if (c == 'R')
        {
            cursor.At += 2;
            var pair = new PcreNode.Sequence([new PcreNode.One(ByteSet.Of('\r')), new PcreNode.One(ByteSet.Of('\n'))]);
            return new PcreNode.Atomic(new PcreNode.Either([pair, new PcreNode.One(ByteSet.Vertical)]));
        }

        if (c == 'N')
        {
            if (cursor.Next(2) == '{' && !LooksCounted(cursor, cursor.At + 2))
            {
                cursor.Refuse("the escape \\N{");
            }

            cursor.At += 2;
            return new PcreNode.One(ByteSet.All.Without(ByteSet.Of('\n')));
        }

        if (Kind(c) is { } set)
        {
            cursor.At += 2;
            return new PcreNode.One(set);
        }

        return new PcreNode.One(cursor.Fold(ByteSet.Of(Single(cursor))));
    }

    internal static ByteSet? Kind(char c) => c switch
    {
        'd' => ByteSet.Digit,
        'D' => ByteSet.Digit.Not(),
        'w' => ByteSet.Word,
        'W' => ByteSet.Word.Not(),
        's' => ByteSet.Space,
        'S' => ByteSet.Space.Not(),
        'h' => ByteSet.Horizontal,
        'H' => ByteSet.Horizontal.Not(),
        'v' => ByteSet.Vertical,
        'V' => ByteSet.Vertical.Not(),
        _ => null,
    };

    /// <summary>Reads an escape that stands for one byte. The cursor is at the backslash.</summary>
    internal static char Single(PcreCursor cursor)
    {
        cursor.At++;
        if (cursor.Ended)
        {
            cursor.Invalid("\\ at end of pattern");
        }

        var c = cursor.Now;
        cursor.At++;
        switch (c)
        {
            case 'a':
                return '\a';
            case 'e':
                return '\u001b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'x':
                return PcreNumbers.Hex(cursor);
            case 'o':
                return PcreNumbers.BracedOctal(cursor);
            case 'c':
                return PcreNumbers.Control(cursor);
            case >= '0' and <= '7':
                cursor.At--;
                return PcreNumbers.Octal(cursor);
        }

        if (char.IsAsciiLetter(c))
        {
            cursor.At -= 2;
            cursor.Invalid(c is 'F' or 'L' or 'l' or 'U' or 'u'
                ? "PCRE2 does not support \\F, \\L, \\l, \\N{name}, \\U, or \\u"
                : "unrecognized character follows \\");
        }

        return c;
    }

    /// <summary>A name up to <paramref name="end"/>; the cursor is left after it.</summary>
    internal static string Name(PcreCursor cursor, char end)
    {
        var start = cursor.At;
        while (!cursor.Ended && ByteSet.Word.Has(cursor.Now))
        {
            cursor.At++;
        }

        var name = cursor.Pattern[start..cursor.At];
        if (name.Length is 0 or > 32 || char.IsAsciiDigit(name[0]) || cursor.Ended || cursor.Now != end)
        {
            cursor.Invalid("syntax error in subpattern name (missing terminator?)");
        }

        cursor.At++;
        return name;
    }

    internal static PcreNode Reference(PcreCursor cursor, string name)
    {
        if (!cursor.Names.TryGetValue(name, out var index))
        {
            cursor.Refuse("a reference to a group not yet named: " + name);
        }

        return Reference(cursor, index);
    }

    private static PcreNode.BackReference Reference(PcreCursor cursor, int index)
    {
        if (cursor.Options.Caseless)
        {
            cursor.Refuse("a back-reference that ignores case");
        }

        return new(index);
    }

    private static PcreNode.Where? Position(char c) => c switch
    {
        'A' => PcreNode.Where.Start,
        'Z' => PcreNode.Where.EndOrLastNewline,
        'z' => PcreNode.Where.End,
        'b' => PcreNode.Where.WordEdge,
        'B' => PcreNode.Where.NotWordEdge,
        _ => null,
    };

    private static bool LooksCounted(PcreCursor cursor, int at)
    {
        var end = cursor.Pattern.IndexOf('}', at);
        return end > at + 1 && char.IsAsciiDigit(cursor.Pattern[at + 1]) && cursor.Pattern[(at + 1)..end]
            .All(c => char.IsAsciiDigit(c) || c == ',');
    }

    /// <summary>\1 to \9, and a longer number with as many groups to its left, refer back; other digits are octal.</summary>
    private static PcreNode DigitsOrReference(PcreCursor cursor)
    {
        var end = cursor.At + 1;
        var number = 0;
        while (end < cursor.Pattern.Length && char.IsAsciiDigit(cursor.Pattern[end]) && number < 10000)
        {
            number = (number * 10) + (cursor.Pattern[end++] - '0');
        }

        if (number < 10 || cursor.Next() >= '8' || number <= cursor.Groups)
        {
            cursor.At = end;
            return Reference(cursor, number);
        }

        return new PcreNode.One(cursor.Fold(ByteSet.Of(Single(cursor))));
    }

    private static PcreNode GReference(PcreCursor cursor)
    {
        cursor.At += 2;
        if (!cursor.Ended && cursor.Now is '<' or '\'')
        {
            cursor.Refuse("the subroutine call \\g" + cursor.Now);
        }

        var braced = cursor.Take("{");
        if (braced && !cursor.Ended && (char.IsAsciiLetter(cursor.Now) || cursor.Now == '_'))
        {
            return Reference(cursor, Name(cursor, '}'));
        }

        var sign = cursor.Take("-") ? -1 : cursor.Take("+") ? 1 : 0;
        var start = cursor.At;
        while (!cursor.Ended && char.IsAsciiDigit(cursor.Now) && cursor.At - start < 6)
        {
            cursor.At++;
        }

        if (start == cursor.At || (braced && !cursor.Take("}")))
        {
            cursor.Invalid("a numbered reference must not be zero, or \\g is not followed by a name or number");
        }

        var digits = cursor.Pattern[start..cursor.At].TrimEnd('}');
        var number = int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        var index = sign switch
        {
            < 0 => cursor.Groups - number + 1,
            > 0 => cursor.Groups + number,
            _ => number,
        };
        if (index <= 0 || number == 0)
        {
            cursor.Invalid("reference to non-existent subpattern");
        }

        return Reference(cursor, index);
    }

    private static PcreNode KReference(PcreCursor cursor)
    {
        cursor.At += 2;
        var end = cursor.Take("<") ? '>' : cursor.Take("'") ? '\'' : cursor.Take("{") ? '}' : '\0';
        if (end == '\0')
        {
            cursor.Invalid("\\k is not followed by a braced, angle-bracketed, or quoted name");
        }

        return Reference(cursor, Name(cursor, end));
    }
}
