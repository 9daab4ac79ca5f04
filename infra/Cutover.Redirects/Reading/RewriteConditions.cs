namespace Cutover.Redirects;

/// <summary>Reads RewriteCond.</summary>
internal static class RewriteConditions
{
    internal static RewriteCondition Parse(Directive directive)
    {
        if (Words.Rewrite(directive.Arguments, out _) is not { } words)
        {
            throw directive.Error($"RewriteCond: bad argument line '{directive.Arguments}'");
        }

        var (caseless, orNext) = (false, false);
        if (words.Third is { } flags)
        {
            RewriteFlags.Parse(directive, "RewriteCond", flags, (key, _) =>
            {
                switch (key.ToUpperInvariant())
                {
                    case "NC" or "NOCASE":
                        caseless = true;
                        return null;
                    case "OR" or "ORNEXT":
                        orNext = true;
                        return null;
                    case "NV" or "NOVARY":
                        return null;
                    default:
                        return $"unknown flag '{key}'";
                }
            });
        }

        var operand = words.Second;
        var negated = operand.StartsWith('!');
        operand = negated ? operand[1..] : operand;
        var test = words.First.Equals("expr", StringComparison.OrdinalIgnoreCase) ? RewriteTest.Expression : Test(ref operand, ref negated);
        return new RewriteCondition
        {
            Input = words.First,
            Test = test,
            Operand = operand,
            Pattern = test == RewriteTest.Pattern
                ? AliasDirectives.Compile(directive, operand, caseless, $"RewriteCond: cannot compile regular expression '{operand}'")
                : null,
            Expression = test == RewriteTest.Expression
                ? Expression.Parse(directive, operand, e => $"RewriteCond: cannot compile expression \"{operand}\" {e}")
                : null,
            Negated = negated,
            Caseless = caseless && test is >= RewriteTest.Less and <= RewriteTest.GreaterOrEqual,
            OrNext = orNext,
            At = directive.At,
        };
    }

    private static RewriteTest Test(ref string operand, ref bool negated)
    {
        if (operand.Length < 2)
        {
            return RewriteTest.Pattern;
        }

        return operand[0] switch
        {
            '-' => Dashed(ref operand, ref negated),
            '>' or '<' or '=' => Compared(ref operand),
            _ => RewriteTest.Pattern,
        };
    }

    private static RewriteTest Dashed(ref string operand, ref bool negated)
    {
        if (operand.Length == 2)
        {
            return operand[1] switch
            {
                'f' => RewriteTest.FileExists,
                's' => RewriteTest.FileSize,
                'd' => RewriteTest.FileDirectory,
                'x' => RewriteTest.FileExecutable,
                'h' or 'L' or 'l' => RewriteTest.FileLink,
                'U' => RewriteTest.UrlSubrequest,
                'F' => RewriteTest.FileSubrequest,
                _ => RewriteTest.Pattern,
            };
        }

        if (operand.Length < 4)
        {
            return RewriteTest.Pattern;
        }

        var test = operand[..3] switch
        {
            "-lt" => RewriteTest.NumberLess,
            "-le" => RewriteTest.NumberLessOrEqual,
            "-gt" => RewriteTest.NumberGreater,
            "-ge" => RewriteTest.NumberGreaterOrEqual,
            "-eq" or "-ne" => RewriteTest.NumberEqual,
            _ => RewriteTest.Pattern,
        };
        if (test != RewriteTest.Pattern)
        {
            negated ^= operand[1] == 'n';
            operand = operand[3..];
        }

        return test;
    }

    private static RewriteTest Compared(ref string operand)
    {
        var orEqual = operand[0] != '=' && operand[1] == '=';
        var test = operand[0] switch
        {
            '=' => RewriteTest.Equal,
            '>' => orEqual ? RewriteTest.GreaterOrEqual : RewriteTest.Greater,
            _ => orEqual ? RewriteTest.LessOrEqual : RewriteTest.Less,
        };
        operand = operand[(orEqual ? 2 : 1)..];

        // A pair of quotes stands for an empty string, after = only.
        operand = test == RewriteTest.Equal && operand == "\"\"" ? "" : operand;
        return test;
    }
}
