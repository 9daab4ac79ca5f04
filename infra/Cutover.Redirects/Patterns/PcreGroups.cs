namespace Cutover.Redirects;

/// <summary>Reads what an opening parenthesis begins.</summary>
internal static class PcreGroups
{
    /// <returns>Null when the parentheses only set options for what follows.</returns>
    internal static PcreNode? Read(PcreCursor cursor)
    {
        if (cursor.Next() == '*')
        {
            cursor.Refuse("the verb (*...)");
        }

        var saved = cursor.Options;
        cursor.At++;
        PcreNode? node;
        if (cursor.Take("?"))
        {
            node = Special(cursor);
            if (node is null)
            {
                return null;
            }
        }
        else
        {
            node = saved.NoCapture ? new PcreNode.Group(0, Body(cursor)) : Capture(cursor);
        }

        cursor.Options = saved;
        return node;
    }

    private static PcreNode.Group Capture(PcreCursor cursor)
    {
        var index = ++cursor.Groups;
        return new(index, Body(cursor));
    }

    private static PcreNode Body(PcreCursor cursor)
    {
        var body = PcreParser.Alternatives(cursor);
        if (!cursor.Take(")"))
        {
            cursor.Invalid("missing closing parenthesis");
        }

        return body;
    }

    private static PcreNode? Special(PcreCursor cursor)
    {
        if (cursor.Take(":"))
        {
            return new PcreNode.Group(0, Body(cursor));
        }

        if (cursor.Take(">"))
        {
            return new PcreNode.Atomic(Body(cursor));
        }

        if (cursor.Take("=") || cursor.Take("<="))
        {
            return new PcreNode.Look(cursor.Pattern[cursor.At - 2] == '<', Negative: false, Body(cursor));
        }

        if (cursor.Take("!") || cursor.Take("<!"))
        {
            return new PcreNode.Look(cursor.Pattern[cursor.At - 2] == '<', Negative: true, Body(cursor));
        }

        if (cursor.Take("P<") || cursor.Take("<"))
        {
            return Named(cursor, '>');
        }

        if (cursor.Take("'"))
        {
            return Named(cursor, '\'');
        }

        if (cursor.Take("P="))
        {
            return PcreEscapes.Reference(cursor, PcreEscapes.Name(cursor, ')'));
        }

        if (cursor.Ended)
        {
            cursor.Invalid("unrecognized character after (? or (?-");
        }

        Refused(cursor);
        return OptionGroup(cursor);
    }

    private static void Refused(PcreCursor cursor)
    {
        switch (cursor.Now)
        {
            case '|':
                cursor.Refuse("the branch reset group (?|");
                break;
            case '(':
                cursor.Refuse("the conditional group (?(");
                break;
            case 'R' or '&' or '+' or '0' or '1' or '2' or '3' or '4' or '5' or '6' or '7' or '8' or '9':
            case 'P' when cursor.Next() == '>':
            case '-' when char.IsAsciiDigit(cursor.Next()):
                cursor.Refuse("the recursion or subroutine call (?" + cursor.Now);
                break;
            case 'C':
                cursor.Refuse("the callout (?C");
                break;
            case '*':
                cursor.Refuse("the non-atomic look-around (?*");
                break;
        }
    }

    private static PcreNode.Group Named(PcreCursor cursor, char end)
    {
        var name = PcreEscapes.Name(cursor, end);
        var index = ++cursor.Groups;
        if (!cursor.Names.TryAdd(name, index))
        {
            cursor.Refuse("two groups of the name " + name);
        }

        return new(index, Body(cursor));
    }

    private static PcreNode.Group? OptionGroup(PcreCursor cursor)
    {
        var options = cursor.Options;
        var on = true;
        if (cursor.Take("^"))
        {
            options = options with { Caseless = false, Multiline = false, DotAll = false, Extended = false, NoCapture = false };
        }

        while (true)
        {
            var c = cursor.Ended ? '\0' : cursor.Now;
            cursor.At++;
            switch (c)
            {
                case '-' when on:
                    on = false;
                    continue;
                case 'i':
                    options = options with { Caseless = on };
                    continue;
                case 'm':
                    options = options with { Multiline = on };
                    continue;
                case 's':
                    options = options with { DotAll = on };
                    continue;
                case 'x':
                    if (cursor.Take("x") && on)
                    {
                        cursor.Refuse("the option (?xx)");
                    }

                    options = options with { Extended = on };
                    continue;
                case 'n':
                    options = options with { NoCapture = on };
                    continue;
                case 'U':
                    options = options with { Ungreedy = on };
                    continue;
                case 'J':
                    continue;
                case ')':
                    cursor.Options = options;
                    return null;
                case ':':
                    cursor.Options = options;
                    return new PcreNode.Group(0, Body(cursor));
                default:
                    cursor.At--;
                    cursor.Invalid("unrecognized character after (? or (?-");
                    return null;
            }
        }
    }
}
