namespace Cutover.Redirects;

/// <summary>A pattern after parsing. Case, dot and the character classes are already resolved to sets of bytes.</summary>
internal abstract record PcreNode
{
    /// <summary>One byte out of a set.</summary>
    internal sealed record One(ByteSet Bytes) : PcreNode;

    internal sealed record Sequence(IReadOnlyList<PcreNode> Items) : PcreNode;

    internal sealed record Either(IReadOnlyList<PcreNode> Branches) : PcreNode;

    /// <summary><paramref name="Index"/> is 0 for a group that captures nothing.</summary>
    internal sealed record Group(int Index, PcreNode Body) : PcreNode;

    internal sealed record Atomic(PcreNode Body) : PcreNode;

    internal sealed record Look(bool Behind, bool Negative, PcreNode Body) : PcreNode;

    internal sealed record BackReference(int Index) : PcreNode;

    internal sealed record Repeat(PcreNode Body, int Min, int? Max, Greed How) : PcreNode;

    internal sealed record Assertion(Where At) : PcreNode;

    internal enum Greed
    {
        Greedy,
        Lazy,
        Possessive,
    }

    internal enum Where
    {
        Start,
        LineStart,
        End,
        EndOrLastNewline,
        LineEnd,
        WordEdge,
        NotWordEdge,
    }
}
