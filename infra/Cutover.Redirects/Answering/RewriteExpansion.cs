using System.Globalization;
using System.Text;

namespace Cutover.Redirects;

/// <summary>Puts variables, maps and captures into a string (do_expand), once: what is put in is never expanded again.</summary>
internal static class RewriteExpansion
{
    private const string Specials = "\\$%";
    private const int MaxDepth = 20;

    /// <param name="input">The string of the configuration.</param>
    /// <param name="context">What captures and variables refer to.</param>
    /// <param name="rule">The rule whose B flags apply to captures, where there is one.</param>
    /// <param name="unsafeQuestion">True when the question mark that counts came out of an expansion: httpd answers 403 to that.</param>
    internal static string Expand(string input, RewriteContext context, RewriteRule? rule, out bool unsafeQuestion)
    {
        var tracker = new QuestionTracker(rule);
        var text = Expand(input, context, rule, tracker, 0);
        unsafeQuestion = tracker.Unsafe;
        return text;
    }

    internal static string Expand(string input, RewriteContext context, RewriteRule? rule = null) =>
        Expand(input, context, rule, null, 0);

    private static string Expand(string input, RewriteContext context, RewriteRule? rule, QuestionTracker? tracker, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new UnansweredException($"map look-ups are nested more than {MaxDepth} deep in '{input}'");
        }

        var result = new StringBuilder();
        var at = 0;
        while (true)
        {
            var next = input.AsSpan(at).IndexOfAny(Specials);
            var literal = input.AsSpan(at, next < 0 ? input.Length - at : next);
            tracker?.Literal(literal);
            result.Append(literal);
            at += literal.Length;
            if (at >= input.Length)
            {
                return result.ToString();
            }

            if (Special(input, ref at, context, rule, depth, result) is { } expanded)
            {
                tracker?.Expanded(expanded);
                result.Append(expanded);
            }
        }
    }

    /// <summary>Handles the special character at <paramref name="at"/>; null where it only copied something.</summary>
    private static string? Special(string input, ref int at, RewriteContext context, RewriteRule? rule, int depth, StringBuilder result)
    {
        var c = input[at];
        var following = at + 1 < input.Length ? input[at + 1] : '\0';
        if (c == '\\')
        {
            result.Append(following == '\0' ? '\\' : following);
            at += 2;
            return null;
        }

        if (following == '{')
        {
            var end = Closing(input, at + 2, '}');
            var key = c == '$' && end >= 0 ? Closing(input, at + 2, ':') : 0;
            if (end >= 0 && key >= 0)
            {
                var inner = input[(at + 2)..end];
                var split = key - at - 2;
                at = end + 1;
                return c == '%' ? RewriteVariables.Lookup(inner, context.Request, context.Uri)
                    : Map(inner[..split], inner[(split + 1)..], context, rule, depth);
            }

            result.Append(c).Append('{');
            at += 2;
            return null;
        }

        if (char.IsAsciiDigit(following))
        {
            at += 2;
            var captured = (c == '$' ? context.OfRule : context.OfCondition)?[following - '0'] ?? "";
            return captured.Length == 0 ? null : rule?.Has(RewriteFlag.EscapeBackReferences) == true ? Escape(captured, rule) : captured;
        }

        result.Append(c);
        at++;
        return null;
    }

    private static string Map(string name, string rest, RewriteContext context, RewriteRule? rule, int depth)
    {
        var bar = Closing(rest, 0, '|');
        var key = Expand(bar < 0 ? rest : rest[..bar], context, rule, null, depth + 1);
        var value = context.Request.Site.Look(context.Request.Host, name, key);
        return value ?? (bar < 0 ? "" : Expand(rest[(bar + 1)..], context, rule, null, depth + 1));
    }

    /// <summary>Where <paramref name="wanted"/> stands outside inner braces, or -1 when the braces close first.</summary>
    private static int Closing(string text, int at, char wanted)
    {
        for (var depth = 1; at < text.Length; at++)
        {
            if (text[at] == wanted && (wanted == '}' ? --depth == 0 : depth == 1))
            {
                return at;
            }

            if (text[at] == '}' && wanted != '}' && --depth == 0)
            {
                return -1;
            }

            depth += text[at] == '{' ? 1 : 0;
        }

        return -1;
    }

    private static string Escape(string text, RewriteRule rule)
    {
        var result = new StringBuilder();
        foreach (var c in text)
        {
            var chosen = rule.Has(RewriteFlag.EscapeControls) ? c is <= ' ' or '\u007f' : rule.Escapes is null;
            chosen |= rule.Escapes?.Contains(c, StringComparison.Ordinal) == true;
            if (!chosen || rule.NoEscapes?.Contains(c, StringComparison.Ordinal) == true || char.IsAsciiLetterOrDigit(c) || c == '_')
            {
                result.Append(c);
            }
            else if (c == ' ' && !rule.Has(RewriteFlag.EscapeNoPlus))
            {
                result.Append('+');
            }
            else
            {
                result.Append(CultureInfo.InvariantCulture, $"%{(int)c:x2}");
            }
        }

        return result.ToString();
    }
}
