namespace Cutover.Redirects;

/// <summary>Runs a list of rules over a request (apply_rewrite_list and apply_rewrite_rule).</summary>
internal static class RewriteRun
{
    private enum Match
    {
        No,
        Yes,
        NoSubstitution,
        Failed,
    }

    internal static RewriteResult Apply(Request request, List<RewriteRule> rules, string? directory, out RewriteRule? lastSubstitution)
    {
        lastSubstitution = null;
        var context = new RewriteContext(request, directory);
        var result = RewriteResult.Unchanged;
        var round = 1;
        var limit = 2 * (request.Host.LimitRequestLine ?? 8190);
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            if (request.Main is not null && rule.Has(RewriteFlag.NotOnSubrequest | RewriteFlag.Redirect))
                continue;

            var match = Rule(rule, context);
            if (match == Match.No)
            {
                i = EndOfChain(rules, i);
                continue;
            }

            request.By = rule.Rule;
            request.Question.Trace?.Took.Add(rule.Rule);
            lastSubstitution = rule.Has(RewriteFlag.NoSubstitution) ? lastSubstitution : rule;
            if (request.Filename!.Length > limit)
            {
                request.Status = 500;
                return RewriteResult.Status;
            }

            if (match == Match.Failed)
                return RewriteResult.Failed;

            if (rule.Has(RewriteFlag.Status))
                return RewriteResult.Status;

            if (match != Match.NoSubstitution)
            {
                result = rule.Has(RewriteFlag.NoEscape) ? RewriteResult.RewrittenUnescaped : RewriteResult.Rewritten;
            }

            if (rule.Has(RewriteFlag.PassThrough))
            {
                request.Filename = "passthrough:" + request.Filename;
                return RewriteResult.Rewritten;
            }

            request.Ended |= rule.Has(RewriteFlag.End);
            if (rule.Has(RewriteFlag.End | RewriteFlag.Proxy | RewriteFlag.Last))
            {
                break;
            }

            if (rule.Has(RewriteFlag.NewRound))
            {
                if (++round >= rule.Rounds)
                {
                    request.Status = 500;
                    return RewriteResult.Status;
                }

                i = -1;
                continue;
            }

            i += Math.Max(0, rule.Skip);
        }

        return result;
    }

    /// <summary>The last rule of the chain that this one is in: where one does not match, the rest of it is passed over.</summary>
    private static int EndOfChain(List<RewriteRule> rules, int at)
    {
        while (at < rules.Count && rules[at].Has(RewriteFlag.Chain))
            at++;

        return at;
    }

    private static Match Rule(RewriteRule rule, RewriteContext context)
    {
        var request = context.Request;
        context.Uri = request.Filename!;
        if (context.Directory is { } directory)
        {
            context.Uri += request.PathInfo;
            context.Uri = context.Uri.StartsWith(directory, StringComparison.Ordinal) ? context.Uri[directory.Length..] : context.Uri;
        }

        if (request.Question.Trace?.Without.Contains(rule.Rule) == true)
        {
            return Match.No;
        }

        var captures = rule.Pattern.Match(context.Uri);
        if (captures is null != rule.Has(RewriteFlag.Negated))
        {
            return Match.No;
        }

        context.OfCondition = null;
        context.OfRule = captures;
        if (!ConditionsHold(rule, context))
        {
            return Match.No;
        }

        var output = "";
        if (!rule.Has(RewriteFlag.NoSubstitution))
        {
            output = RewriteExpansion.Expand(rule.Output, context, rule, out var unsafeQuestion);
            if (unsafeQuestion && !rule.Has(RewriteFlag.UnsafeAllow3F))
            {
                request.Status = 403;
                return Match.Failed;
            }
        }

        SetEnvironment(rule, context);
        if (rule.Has(RewriteFlag.NoSubstitution))
        {
            request.Status = rule.Has(RewriteFlag.Status) ? rule.Status : request.Status;
            return Match.NoSubstitution;
        }

        RewriteSubstitution.Substitute(rule, context, output);
        return Match.Yes;
    }

    private static bool ConditionsHold(RewriteRule rule, RewriteContext context)
    {
        for (var i = 0; i < rule.Conditions.Count; i++)
        {
            var condition = rule.Conditions[i];
            var holds = RewriteTests.Holds(condition, context);
            if (!holds && !condition.OrNext)
            {
                return false;
            }

            // After a true condition, the rest of its OR chain is passed over; a chain that ends with the list was true.
            while (holds && condition.OrNext && i < rule.Conditions.Count)
            {
                i++;
                condition = i < rule.Conditions.Count ? rule.Conditions[i] : condition;
            }
        }

        return true;
    }

    private static void SetEnvironment(RewriteRule rule, RewriteContext context)
    {
        foreach (var item in rule.Environment)
        {
            var name = RewriteExpansion.Expand(item, context);
            if (name.StartsWith('!'))
            {
                context.Request.Environment.Remove(name[1..]);
                continue;
            }

            var colon = name.IndexOf(':', StringComparison.Ordinal);
            context.Request.Environment[colon < 0 ? name : name[..colon]] = colon < 0 ? "" : name[(colon + 1)..];
        }
    }
}
