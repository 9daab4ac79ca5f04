namespace Cutover.Redirects;

/// <summary>What can be said of a pattern without running it.</summary>
internal static class PatternShape
{
    /// <summary>More beginnings than this are not worth a place in the script's tables.</summary>
    private const int MostKeys = 24;

    private const int LongestKey = 60;

    internal static IEnumerable<PcreNode> Children(PcreNode node) => node switch
    {
        PcreNode.Sequence sequence => sequence.Items,
        PcreNode.Either either => either.Branches,
        PcreNode.Group group => [group.Body],
        PcreNode.Atomic atomic => [atomic.Body],
        PcreNode.Look look => [look.Body],
        PcreNode.Repeat repeat => [repeat.Body],
        _ => [],
    };

    internal static bool HoldsLoop(PcreNode node) => node is PcreNode.Repeat { Max: null } || Children(node).Any(HoldsLoop);

    internal static bool MayBeEmpty(PcreNode node) => node switch
    {
        PcreNode.One => false,
        PcreNode.Sequence sequence => sequence.Items.All(MayBeEmpty),
        PcreNode.Either either => either.Branches.Any(MayBeEmpty),
        PcreNode.Group group => MayBeEmpty(group.Body),
        PcreNode.Atomic atomic => MayBeEmpty(atomic.Body),
        PcreNode.Repeat repeat => repeat.Min == 0 || MayBeEmpty(repeat.Body),
        _ => true,
    };

    /// <summary>The number of bytes that a part always matches, or null where it varies.</summary>
    internal static int? Length(PcreNode node) => node switch
    {
        PcreNode.One => 1,
        PcreNode.Assertion or PcreNode.Look => 0,
        PcreNode.Group group => Length(group.Body),
        PcreNode.Atomic atomic => Length(atomic.Body),
        PcreNode.Repeat repeat => repeat.Min == repeat.Max ? Length(repeat.Body) * repeat.Min : null,
        PcreNode.Sequence sequence => sequence.Items.Aggregate((int?)0, (sum, item) => sum + Length(item)),
        PcreNode.Either either => either.Branches.Select(Length).Distinct().ToList() is [var one] ? one : null,
        _ => null,
    };

    /// <summary>
    /// The texts that every subject of the pattern begins with, one of them at least; null where it can match anywhere. In lower case, and
    /// to be compared so, where <paramref name="folded"/>.
    /// </summary>
    internal static List<string>? Keys(PcreNode tree, out bool folded)
    {
        folded = false;
        if (!StartsAtStart(tree))
        {
            return null;
        }

        var (exact, lower) = (Shortest(tree, fold: false), Shortest(tree, fold: true));
        folded = lower.Count < exact.Count;
        var keys = folded ? lower : exact;
        return keys.TrueForAll(key => key.Length > 0) ? keys : null;
    }

    private static List<string> Shortest(PcreNode tree, bool fold)
    {
        var keys = Beginnings(tree, fold).Select(beginning => beginning.Text).Distinct(StringComparer.Ordinal).ToList();
        return [.. keys.Where(key => !keys.Exists(other => other.Length < key.Length && key.StartsWith(other, StringComparison.Ordinal)))];
    }

    private static bool StartsAtStart(PcreNode node) => node switch
    {
        PcreNode.Assertion assertion => assertion.At == PcreNode.Where.Start,
        PcreNode.Sequence { Items: [var first, ..] } => StartsAtStart(first),
        PcreNode.Either either => either.Branches.All(StartsAtStart),
        PcreNode.Group group => StartsAtStart(group.Body),
        PcreNode.Atomic atomic => StartsAtStart(atomic.Body),
        _ => false,
    };

    /// <summary>Texts that a part can begin with, and whether each is all that it matches.</summary>
    private static List<(string Text, bool Whole)> Beginnings(PcreNode node, bool fold) => node switch
    {
        PcreNode.One one => One(one.Bytes, fold),
        PcreNode.Assertion or PcreNode.Look => [("", true)],
        PcreNode.Group group => Beginnings(group.Body, fold),
        PcreNode.Atomic atomic => Beginnings(atomic.Body, fold),
        PcreNode.Either either => Few([.. either.Branches.SelectMany(branch => Beginnings(branch, fold))]),
        PcreNode.Sequence sequence => sequence.Items.Aggregate(new List<(string, bool)> { ("", true) }, (so, item) => Then(so, item, fold)),
        PcreNode.Repeat { Min: 0, Max: 1 } maybe => Few([("", true), .. Beginnings(maybe.Body, fold)]),
        PcreNode.Repeat { Min: > 0 } loop => [.. Beginnings(loop.Body, fold).Select(start => (start.Text, start.Whole && loop.Max == 1))],
        _ => [("", false)],
    };

    private static List<(string Text, bool Whole)> Then(List<(string Text, bool Whole)> so, PcreNode next, bool fold)
    {
        var following = Beginnings(next, fold);
        var grown = so.SelectMany(start => !start.Whole ? [start]
            : start.Text.Length >= LongestKey ? [(start.Text, false)]
            : following.Select(more => (start.Text + more.Text, more.Whole))).ToList();
        return grown.Count <= MostKeys ? grown : so.ConvertAll(start => (start.Text, false));
    }

    private static List<(string Text, bool Whole)> Few(List<(string Text, bool Whole)> starts) =>
        starts.Count <= MostKeys ? starts : [("", false)];

    private static List<(string Text, bool Whole)> One(ByteSet bytes, bool fold)
    {
        var members = bytes.Count > MostKeys ? [] : bytes.Runs()
            .SelectMany(run => Enumerable.Range(run.First, run.Last - run.First + 1)).Select(c => ((char)c).ToString());
        var texts = fold ? members.Select(Uris.Lower).Distinct(StringComparer.Ordinal).ToList() : members.ToList();
        return texts.Count is 0 or > 4 ? [("", false)] : texts.ConvertAll(text => (text, true));
    }
}
