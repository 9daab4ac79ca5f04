namespace Cutover.Redirects;

/// <summary>Reads * + ? and {n,m}, with the ? or + that makes them lazy or possessive.</summary>
internal static class PcreQuantifier
{
    private const int Limit = 65535;

    internal static bool TryRead(PcreCursor cursor, out (int Min, int? Max, PcreNode.Greed How) times)
    {
        times = default;
        if (cursor.Ended)
        {
            return false;
        }

        int min;
        int? max;
        switch (cursor.Now)
        {
            case '*':
                (min, max) = (0, null);
                cursor.At++;
                break;
            case '+':
                (min, max) = (1, null);
                cursor.At++;
                break;
            case '?':
                (min, max) = (0, 1);
                cursor.At++;
                break;
            case '{' when Counted(cursor, out min, out max):
                break;
            default:
                return false;
        }

        var greed = cursor.Options.Ungreedy ? PcreNode.Greed.Lazy : PcreNode.Greed.Greedy;
        if (cursor.Take("?"))
        {
            greed = cursor.Options.Ungreedy ? PcreNode.Greed.Greedy : PcreNode.Greed.Lazy;
        }
        else if (cursor.Take("+"))
        {
            greed = PcreNode.Greed.Possessive;
        }

        if (cursor.Next(0) == '\\' && cursor.Next() == 'E' && cursor.Next(2) is '+' or '?')
        {
            cursor.Refuse("\\E inside a quantifier");
        }

        times = (min, max, greed);
        return true;
    }

    /// <summary>A brace that is not a well-formed count is a literal brace.</summary>
    private static bool Counted(PcreCursor cursor, out int min, out int? max)
    {
        var at = cursor.At + 1;
        min = 0;
        max = null;
        if (!Number(cursor, ref at, out min))
        {
            return false;
        }

        max = min;
        if (at < cursor.Pattern.Length && cursor.Pattern[at] == ',')
        {
            at++;
            max = Number(cursor, ref at, out var upper) ? upper : null;
        }

        if (at >= cursor.Pattern.Length || cursor.Pattern[at] != '}')
        {
            return false;
        }

        if (min > Limit || max > Limit)
        {
            cursor.Invalid("number too big in {} quantifier");
        }

        if (max < min)
        {
            cursor.Invalid("numbers out of order in {} quantifier");
        }

        cursor.At = at + 1;
        return true;
    }

    private static bool Number(PcreCursor cursor, ref int at, out int number)
    {
        number = 0;
        var start = at;
        while (at < cursor.Pattern.Length && char.IsAsciiDigit(cursor.Pattern[at]))
        {
            number = Math.Min((number * 10) + (cursor.Pattern[at] - '0'), Limit + 1);
            at++;
        }

        return at > start;
    }
}
