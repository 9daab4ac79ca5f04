namespace Cutover.Redirects;

/// <summary>What PCRE checks once a whole pattern is read: references to groups, and the length of what look-behinds see.</summary>
internal static class PcreReferences
{
    internal static void Check(PcreNode node, PcreCursor cursor)
    {
        switch (node)
        {
            case PcreNode.BackReference reference when reference.Index > cursor.Groups:
                cursor.Invalid("reference to non-existent subpattern");
                break;
            case PcreNode.Look look:
                if (look.Behind)
                {
                    Behind(look.Body, cursor);
                }

                Check(look.Body, cursor);
                break;
            default:
                foreach (var child in Children(node))
                {
                    Check(child, cursor);
                }

                break;
        }
    }

    private static IEnumerable<PcreNode> Children(PcreNode node) => node switch
    {
        PcreNode.Sequence sequence => sequence.Items,
        PcreNode.Either either => either.Branches,
        PcreNode.Group group => [group.Body],
        PcreNode.Atomic atomic => [atomic.Body],
        PcreNode.Repeat repeat => [repeat.Body],
        _ => [],
    };

    private static void Behind(PcreNode body, PcreCursor cursor)
    {
        foreach (var branch in body is PcreNode.Either either ? either.Branches : [body])
        {
            if (Length(branch, cursor) is null)
            {
                cursor.Invalid("lookbehind assertion is not fixed length");
            }
        }
    }

    private static int? Length(PcreNode node, PcreCursor cursor)
    {
        switch (node)
        {
            case PcreNode.One:
                return 1;
            case PcreNode.Assertion or PcreNode.Look:
                return 0;
            case PcreNode.Group group:
                return Length(group.Body, cursor);
            case PcreNode.Atomic atomic:
                return Length(atomic.Body, cursor);
            case PcreNode.Repeat repeat:
                return repeat.Min == repeat.Max ? Length(repeat.Body, cursor) * repeat.Min : null;
            case PcreNode.Sequence sequence:
                return sequence.Items.Aggregate((int?)0, (sum, item) => sum + Length(item, cursor));
            case PcreNode.Either either:
                var lengths = either.Branches.Select(branch => Length(branch, cursor)).Distinct().ToList();
                return lengths.Count == 1 ? lengths[0] : null;
            default:
                cursor.Refuse("a back-reference in a look-behind");
                return null;
        }
    }
}
