namespace Cutover.Redirects;

/// <summary>Reads the numbers of \x, \o, \0 and \c. The cursor is after the letter.</summary>
internal static class PcreNumbers
{
    internal static char Hex(PcreCursor cursor)
    {
        if (!cursor.Take("{"))
        {
            var value = 0;
            for (var i = 0; i < 2 && !cursor.Ended && char.IsAsciiHexDigit(cursor.Now); i++)
            {
                value = (value * 16) + Convert.ToInt32(cursor.Now.ToString(), 16);
                cursor.At++;
            }

            return (char)value;
        }

        return Braced(cursor, 16, char.IsAsciiHexDigit);
    }

    internal static char BracedOctal(PcreCursor cursor)
    {
        if (!cursor.Take("{"))
        {
            cursor.Invalid("missing opening brace after \\o");
        }

        return Braced(cursor, 8, c => c is >= '0' and <= '7');
    }

    /// <summary>Up to three octal digits.</summary>
    internal static char Octal(PcreCursor cursor)
    {
        var value = 0;
        for (var i = 0; i < 3 && !cursor.Ended && cursor.Now is >= '0' and <= '7'; i++)
        {
            value = (value * 8) + (cursor.Now - '0');
            cursor.At++;
        }

        if (value > 255)
        {
            cursor.Invalid("octal value is greater than \\377 in 8-bit non-UTF-8 mode");
        }

        return (char)value;
    }

    internal static char Control(PcreCursor cursor)
    {
        if (cursor.Ended)
        {
            cursor.Invalid("\\c at end of pattern");
        }

        var c = cursor.Now;
        if (c is < ' ' or > '~')
        {
            cursor.Invalid("\\c must be followed by a printable ASCII character");
        }

        cursor.At++;
        return (char)((char.IsAsciiLetterLower(c) ? c - 32 : c) ^ 0x40);
    }

    private static char Braced(PcreCursor cursor, int radix, Func<char, bool> isDigit)
    {
        var end = cursor.Pattern.IndexOf('}', cursor.At);
        var digits = end < 0 ? "" : cursor.Pattern[cursor.At..end];
        if (digits.Length is 0 || !digits.All(isDigit))
        {
            cursor.Invalid("non-octal or non-hex character in \\o{} or \\x{}, or a brace is missing");
        }

        digits = digits.TrimStart('0');
        var value = digits.Length > 8 ? int.MaxValue : digits.Length == 0 ? 0 : Convert.ToInt64(digits, radix);
        if (value > 255)
        {
            cursor.Invalid("character code point value in \\x{} or \\o{} is too large");
        }

        cursor.At = end + 1;
        return (char)value;
    }
}
