namespace Cutover.Redirects;

/// <summary>A set of bytes, immutable. httpd compiles its patterns without UTF, so a character is a byte.</summary>
internal sealed class ByteSet : IEquatable<ByteSet>
{
    private readonly UInt128 low;
    private readonly UInt128 high;

    private ByteSet(UInt128 low, UInt128 high)
    {
        this.low = low;
        this.high = high;
    }

    internal static ByteSet Empty { get; } = new(0, 0);

    internal static ByteSet All { get; } = new(UInt128.MaxValue, UInt128.MaxValue);

    internal static ByteSet Digit { get; } = Range('0', '9');

    internal static ByteSet Upper { get; } = Range('A', 'Z');

    internal static ByteSet Lower { get; } = Range('a', 'z');

    internal static ByteSet Alpha { get; } = Upper.Or(Lower);

    internal static ByteSet Alnum { get; } = Alpha.Or(Digit);

    internal static ByteSet Word { get; } = Alnum.Or(Of('_'));

    internal static ByteSet Space { get; } = Range('\t', '\r').Or(Of(' '));

    internal static ByteSet Horizontal { get; } = Of('\t').Or(Of(' ')).Or(Of('\u00a0'));

    internal static ByteSet Vertical { get; } = Range('\n', '\r').Or(Of('\u0085'));

    internal int Count => (int)(UInt128.PopCount(low) + UInt128.PopCount(high));

    internal static ByteSet Of(char c) =>
        c < 128 ? new(UInt128.One << c, 0) : new(0, UInt128.One << (c - 128));

    internal static ByteSet Range(char first, char last)
    {
        var set = Empty;
        for (int c = first; c <= last; c++)
        {
            set = set.Or(Of((char)c));
        }

        return set;
    }

    internal bool Has(int c) => (((c < 128 ? low >> c : high >> (c - 128)) & 1) == 1);

    internal ByteSet Or(ByteSet other) => new(low | other.low, high | other.high);

    internal ByteSet Not() => new(~low, ~high);

    internal ByteSet Without(ByteSet other) => new(low & ~other.low, high & ~other.high);

    /// <summary>Adds the other case of each ASCII letter: PCRE's tables in the C locale fold nothing else.</summary>
    internal ByteSet Folded()
    {
        var set = this;
        for (var c = 'A'; c <= 'Z'; c++)
        {
            if (Has(c) || Has(c + 32))
            {
                set = set.Or(Of(c)).Or(Of((char)(c + 32)));
            }
        }

        return set;
    }

    /// <summary>The set as runs of neighbouring bytes.</summary>
    internal IEnumerable<(char First, char Last)> Runs()
    {
        for (var first = Next(0, member: true); first < 256;)
        {
            var end = Next(first, member: false);
            yield return ((char)first, (char)(end - 1));
            first = Next(end, member: true);
        }
    }

    /// <summary>The first byte from a place on that is a member, or is none; 256 where there is no such byte.</summary>
    private int Next(int from, bool member)
    {
        if (from < 128)
        {
            var bits = (member ? low : ~low) >> from;
            if (bits != 0)
            {
                return from + (int)UInt128.TrailingZeroCount(bits);
            }

            from = 128;
        }

        var rest = from < 256 ? (member ? high : ~high) >> (from - 128) : 0;
        return rest == 0 ? 256 : from + (int)UInt128.TrailingZeroCount(rest);
    }

    public bool Equals(ByteSet? other) => other is not null && low == other.low && high == other.high;

    public override bool Equals(object? obj) => Equals(obj as ByteSet);

    public override int GetHashCode() => HashCode.Combine(low, high);
}
