using System.Diagnostics.CodeAnalysis;

namespace Cutover.Redirects;

/// <summary>
/// Reads httpd's expression language: comparisons, lists of words, regular expressions, -n and -z, and, or, not, parentheses, strings with
/// variables. Functions, file tests and the rest are refused by name.
/// </summary>
internal sealed class ExpressionParser(Directive directive, string text, Func<string, string> complain)
{
    private const int MaxDepth = 50;
    private int at;
    private int depth;

    internal Expression Whole()
    {
        var whole = Either();
        Space();
        if (at < text.Length)
            Fail($"syntax error, unexpected '{text[at..]}'");

        return whole;
    }

    private Expression Either()
    {
        if (++depth > MaxDepth)
            Refuse("is nested too deep");

        var left = Both();
        while (Take("||"))
            left = new Expression.Or(left, Both());

        depth--;
        return left;
    }

    private Expression Both()
    {
        var left = One();
        while (Take("&&"))
            left = new Expression.And(left, One());

        return left;
    }

    private Expression One()
    {
        Space();
        if (Ahead("!") && !Ahead("!=") && !Ahead("!~"))
        {
            at++;
            if (++depth > MaxDepth)
                Refuse("is nested too deep");

            var inner = One();
            depth--;
            return new Expression.Not(inner);
        }

        if (Take("("))
        {
            var inner = Either();
            if (!Take(")"))
                Fail("syntax error, a parenthesis is not closed");

            return inner;
        }

        if (Keyword("true") || Keyword("false"))
            return new Expression.Constant(text[at - 2] == 'u');

        if (Ahead("-"))
            return Unary();

        return Comparison();
    }

    private Expression.Test Unary()
    {
        var op = at + 1 < text.Length ? text[at + 1] : ' ';
        if (op is not ('n' or 'z') || at + 2 >= text.Length || !Words.IsSpace(text[at + 2]))
            Refuse($"uses the test {text[at..Math.Min(at + 3, text.Length)].Trim()}");

        at += 2;
        return new Expression.Test(op, Word());
    }

    /// <summary>A list of words: the left side is one of them, byte for byte.</summary>
    private Expression OneOf(List<Expression.WordPart> left)
    {
        Expression any = new Expression.Compare("==", left, Word());
        while (Take(","))
            any = new Expression.Or(any, new Expression.Compare("==", left, Word()));

        if (!Take("}"))
            Fail("syntax error, a list is not closed");

        return any;
    }

    private Expression Comparison()
    {
        var left = Word();
        Space();
        if (Take("=~") || Take("!~"))
        {
            var negated = text[at - 2] == '!';
            return new Expression.Matches(left, Regex(), negated);
        }

        var start = at;
        while (at < text.Length && !Words.IsSpace(text[at]) && text[at] is '=' or '!' or '<' or '>' or '-' or (>= 'a' and <= 'z'))
            at++;

        var op = text[start..at];
        if (op is "in" or "-in" && Take("{"))
            return OneOf(left);

        if (op is "in" or "-in" or "-ipmatch")
            Refuse("uses the operator " + op);

        if (!ExpressionTests.Operators.Contains(op))
            Fail($"syntax error, unexpected '{text[start..]}'");

        return new Expression.Compare(op, left, Word());
    }

    private Pcre Regex()
    {
        Space();
        if (at < text.Length && text[at] == 'm' && at + 1 < text.Length)
            at++;

        var delimiter = at < text.Length ? text[at++] : ' ';
        var end = delimiter is '/' or '#' or '$' or '%' or '^' or '|' or '?' or '!' or '\'' or '"' or ',' or ';' or ':' or '.' or '_' or '-'
            ? text.IndexOf(delimiter, at) : -1;
        if (end < 0)
            Fail("Unterminated regex");

        var pattern = text[at..end];
        at = end + 1;
        var caseless = at < text.Length && text[at] == 'i';
        at += caseless ? 1 : 0;
        if (at < text.Length && char.IsAsciiLetter(text[at]))
            Refuse("uses a flag of a regular expression other than i");

        return AliasDirectives.Compile(directive, pattern, caseless, complain("Failed to compile regular expression"));
    }

    private List<Expression.WordPart> Word()
    {
        Space();
        if (at >= text.Length)
            Fail("syntax error, unexpected end");

        if (text[at] is '"' or '\'')
            return ExpressionStrings.Read(text, ref at, text[at], Fail, Refuse);

        if (Ahead("%{"))
            return [ExpressionStrings.Variable(text, ref at, Fail, Refuse)];

        if (text[at] == '$' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))
        {
            at += 2;
            return [new("", Group: text[at - 1] - '0')];
        }

        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;

        if (start == at)
            Refuse($"has '{text[at..Math.Min(text.Length, at + 20)]}', a function");

        return [new(text[start..at])];
    }

    private void Space()
    {
        while (at < text.Length && Words.IsSpace(text[at]))
            at++;
    }

    private bool Ahead(string token) => string.CompareOrdinal(text, at, token, 0, token.Length) == 0;

    private bool Take(string token)
    {
        Space();
        if (!Ahead(token))
            return false;

        at += token.Length;
        return true;
    }

    private bool Keyword(string word)
    {
        var end = at + word.Length;
        if (!Ahead(word) || (end < text.Length && char.IsAsciiLetterOrDigit(text[end])))
            return false;

        at = end;
        return true;
    }

    [DoesNotReturn]
    private void Fail(string what) => throw directive.Error(complain(what));

    [DoesNotReturn]
    private void Refuse(string what) => throw directive.Error($"the expression \"{text}\" {what}, which is not read here", byApache: false);
}
