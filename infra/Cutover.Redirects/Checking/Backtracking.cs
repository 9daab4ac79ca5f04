namespace Cutover.Redirects;

/// <summary>Patterns that may take time without measure: a loop inside a loop, where the same bytes can be parted in many ways.</summary>
/// <param name="At">The file and line of the rule or condition.</param>
/// <param name="Pattern">The pattern as written.</param>
public sealed record Backtracking(SourceLine At, string Pattern)
{
    /// <summary>Those of rules, conditions and redirects, in the order of their lines.</summary>
    public static IReadOnlyList<Backtracking> In(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        var rules = site.EveryRule.SelectMany(rule => rule.Conditions.Select(condition => (condition.At, condition.Pattern))
            .Prepend((rule.Rule.At, rule.Pattern)));
        return [.. rules.Concat(site.EveryRedirect.Select(redirect => (redirect.Rule.At, redirect.Pattern)))
            .Where(one => one.Pattern is { } pattern && Nested(pattern.Tree))
            .Select(one => new Backtracking(one.At, one.Pattern!.Pattern)).Distinct()
            .OrderBy(one => one.At.File, StringComparer.Ordinal).ThenBy(one => one.At.Number)];
    }

    /// <summary>The words for people.</summary>
    public override string ToString() => $"{At}: {Pattern}";

    /// <summary>A loop whose body holds one, unless a byte that the inner one cannot take begins or ends every round.</summary>
    private static bool Nested(PcreNode node) =>
        (node is PcreNode.Repeat { Max: null, How: not PcreNode.Greed.Possessive } loop && PatternShape.HoldsLoop(loop.Body)
            && !IsParted(loop.Body))
        || PatternShape.Children(node).Any(Nested);

    private static bool IsParted(PcreNode body) => body switch
    {
        PcreNode.Group group => IsParted(group.Body),
        PcreNode.Sequence { Items: { Count: > 1 } items } => Parts(items[0], items.Skip(1)) || Parts(items[^1], items.SkipLast(1)),
        _ => false,
    };

    private static bool Parts(PcreNode edge, IEnumerable<PcreNode> rest) =>
        edge is PcreNode.One one && rest.All(item => item is PcreNode.One || Avoids(item, one.Bytes));

    private static bool Avoids(PcreNode node, ByteSet bytes) => node switch
    {
        PcreNode.One one => one.Bytes.Without(bytes).Equals(one.Bytes),
        PcreNode.Repeat { Body: PcreNode.One } loop => Avoids(loop.Body, bytes),
        _ => false,
    };
}
