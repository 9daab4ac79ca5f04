using System.Globalization;
using System.Text.Json.Nodes;

namespace Cutover.Redirects;

/// <summary>
/// Writes a parsed pattern for the script: as a pattern of JavaScript's where that has PCRE's meaning, otherwise as the tree that the
/// script's own matcher walks. JavaScript forgets a group at each round of a loop, gives up rounds that match nothing, and lets a
/// reference to an unset group match; it has no atomic groups, and a loop inside a loop can take for ever there.
/// </summary>
internal sealed class JsPattern : PatternText
{
    private JsPattern()
    {
    }

    internal static JsonNode Write(PcreNode tree)
    {
        if (!IsPlain(tree))
        {
            return Tree(tree);
        }

        return JsonValue.Create(new JsPattern().Of(tree));
    }

    /// <summary>Whether JavaScript's own patterns mean the same.</summary>
    private static bool IsPlain(PcreNode node) => node switch
    {
        PcreNode.One or PcreNode.Assertion => true,
        PcreNode.Sequence sequence => sequence.Items.All(IsPlain),
        PcreNode.Either either => either.Branches.All(IsPlain),
        PcreNode.Group group => IsPlain(group.Body),
        PcreNode.Look look => !look.Behind && !HoldsGroup(look.Body) && IsPlain(look.Body),
        PcreNode.Repeat { How: PcreNode.Greed.Possessive } => false,
        PcreNode.Repeat { Body: PcreNode.One } => true,
        PcreNode.Repeat { Max: 1 } maybe => IsPlain(maybe.Body) && (!PatternShape.MayBeEmpty(maybe.Body) || EndsEmpty(maybe.Body)),
        PcreNode.Repeat loop => !PatternShape.MayBeEmpty(loop.Body) && !HoldsGroup(loop.Body) && !PatternShape.HoldsLoop(loop.Body)
            && IsPlain(loop.Body),
        _ => false,
    };

    /// <summary>A greedy run of bytes comes to nothing only when all else has failed, and then skipping it is the same.</summary>
    private static bool EndsEmpty(PcreNode node) => node switch
    {
        PcreNode.Group group => EndsEmpty(group.Body),
        PcreNode.Sequence { Items: [var only] } => EndsEmpty(only),
        PcreNode.Repeat { Body: PcreNode.One, How: PcreNode.Greed.Greedy } => true,
        _ => false,
    };

    private static bool HoldsGroup(PcreNode node) =>
        node is PcreNode.Group { Index: > 0 } || PatternShape.Children(node).Any(HoldsGroup);

    protected override string Where(PcreNode.Where where) => where switch
    {
        PcreNode.Where.Start => "^",
        PcreNode.Where.End => "$",
        PcreNode.Where.EndOrLastNewline => @"(?=\n?$)",
        PcreNode.Where.LineEnd => @"(?=\n|$)",
        PcreNode.Where.LineStart => @"(?:^|(?<=\n)(?!$))",
        PcreNode.Where.WordEdge => @"\b",
        _ => @"\B",
    };

    protected override string Set(ByteSet set)
    {
        var runs = set.Runs().ToList();
        return set.Count switch
        {
            0 => "(?!)",
            256 => "[^]",
            1 => Byte(runs[0].First),
            255 => $"[^{Byte(set.Not().Runs().First().First)}]",
            _ => $"[{string.Concat(runs.Select(run => run.First == run.Last ? Byte(run.First) : $"{Byte(run.First)}-{Byte(run.Last)}"))}]",
        };
    }

    private static string Byte(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or ' ' or '"' or '%' or '&' or '\'' or ',' or ':' or ';'
        or '<' or '=' or '>' or '@' or '~' or '#' or '!' or '`'
        ? c.ToString()
        : c is '/' or '.' or '-' ? $"\\{c}" : string.Create(CultureInfo.InvariantCulture, $@"\x{(int)c:x2}");

    /// <summary>The tree that the script's own matcher walks.</summary>
    internal static JsonArray Tree(PcreNode node) => node switch
    {
        PcreNode.One one => ["o", new JsonArray([.. one.Bytes.Runs().SelectMany(run => (JsonNode[])[(int)run.First, (int)run.Last])])],
        PcreNode.Sequence sequence => new JsonArray([(JsonNode)"s", .. sequence.Items.Select(Tree)]),
        PcreNode.Either either => new JsonArray([(JsonNode)"e", .. either.Branches.Select(Tree)]),
        PcreNode.Group { Index: 0 } group => Tree(group.Body),
        PcreNode.Group group => ["g", group.Index, Tree(group.Body)],
        PcreNode.Atomic atomic => ["a", false, Tree(atomic.Body)],
        PcreNode.Look { Behind: false } look => ["l", false, Tree(look.Body), look.Negative],
        PcreNode.Look look => new JsonArray([(JsonNode)"l", true, 0, look.Negative, .. Behind(look.Body)]),
        PcreNode.BackReference reference => ["b", reference.Index],
        PcreNode.Repeat { How: PcreNode.Greed.Possessive } loop => ["a", false, Tree(loop with { How = PcreNode.Greed.Greedy })],
        PcreNode.Repeat loop => ["r", Tree(loop.Body), loop.Min, loop.Max, loop.How == PcreNode.Greed.Lazy],
        PcreNode.Assertion assertion => ["w", assertion.At.ToString()],
        _ => throw new InvalidOperationException($"The pattern part {node.GetType().Name} has no form in the script."),
    };

    private static IEnumerable<JsonNode> Behind(PcreNode body) =>
        (body is PcreNode.Either either ? either.Branches : [body])
            .SelectMany(branch => (JsonNode[])[PatternShape.Length(branch) ?? 0, Tree(branch)]);
}
