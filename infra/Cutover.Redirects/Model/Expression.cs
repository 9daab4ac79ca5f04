namespace Cutover.Redirects;

/// <summary>A condition of httpd's expression language (ap_expr), as used by If sections and RewriteCond expr.</summary>
internal abstract record Expression
{
    internal sealed record Constant(bool Value) : Expression;

    internal sealed record Not(Expression Inner) : Expression;

    internal sealed record And(Expression Left, Expression Right) : Expression;

    internal sealed record Or(Expression Left, Expression Right) : Expression;

    internal sealed record Compare(string Operator, IReadOnlyList<WordPart> Left, IReadOnlyList<WordPart> Right) : Expression;

    internal sealed record Matches(IReadOnlyList<WordPart> Word, Pcre Pattern, bool Negated) : Expression;

    internal sealed record Test(char Operator, IReadOnlyList<WordPart> Word) : Expression;

    /// <summary>A piece of a string: text as it stands, a variable, or a captured group.</summary>
    internal sealed record WordPart(string Text, bool IsVariable = false, int Group = -1);

    /// <summary>Parses <paramref name="text"/>; <paramref name="complain"/> puts httpd's frame around a complaint.</summary>
    internal static Expression Parse(Directive directive, string text, Func<string, string> complain)
    {
        var parser = new ExpressionParser(directive, text, complain);
        return parser.Whole();
    }

    /// <summary>Whether the condition holds. <paramref name="groups"/> receives what a successful match captured.</summary>
    internal bool Holds(Func<string, string> variable, ref Captures? groups)
    {
        switch (this)
        {
            case Constant constant:
                return constant.Value;
            case Not not:
                return !not.Inner.Holds(variable, ref groups);
            case And and:
                return and.Left.Holds(variable, ref groups) && and.Right.Holds(variable, ref groups);
            case Or or:
                return or.Left.Holds(variable, ref groups) || or.Right.Holds(variable, ref groups);
            case Compare compare:
                var (left, right) = (Text(compare.Left, variable, groups), Text(compare.Right, variable, groups));
                return ExpressionTests.Compare(compare.Operator, left, right);
            case Test test:
                var empty = Text(test.Word, variable, groups).Length == 0;
                return test.Operator == 'z' ? empty : !empty;
            case Matches matches:
                var captures = matches.Pattern.Match(Text(matches.Word, variable, groups));
                groups = captures ?? groups;
                return (captures is not null) != matches.Negated;
            default:
                throw new UnansweredException($"the expression {this} is not known");
        }
    }

    private static string Text(IReadOnlyList<WordPart> parts, Func<string, string> variable, Captures? groups) =>
        string.Concat(parts.Select(part => part switch
        {
            { Group: >= 0 } => groups?[part.Group] ?? "",
            { IsVariable: true } => variable(part.Text),
            _ => part.Text,
        }));
}
