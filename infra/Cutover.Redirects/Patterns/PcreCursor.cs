using System.Diagnostics.CodeAnalysis;

namespace Cutover.Redirects;

/// <summary>Where the parser stands in a pattern, the options in force there, and the groups seen so far.</summary>
internal sealed class PcreCursor(string pattern, bool caseless)
{
    internal string Pattern { get; } = pattern;

    internal int At { get; set; }

    internal PcreOptions Options { get; set; } = new() { Caseless = caseless };

    internal int Groups { get; set; }

    internal int Depth { get; set; }

    internal bool Quoting { get; set; }

    internal Dictionary<string, int> Names { get; } = new(StringComparer.Ordinal);

    internal bool Ended => At >= Pattern.Length;

    internal char Now => Pattern[At];

    internal char Next(int ahead = 1) => At + ahead < Pattern.Length ? Pattern[At + ahead] : '\0';

    internal bool Take(string text)
    {
        if (string.CompareOrdinal(Pattern, At, text, 0, text.Length) != 0)
        {
            return false;
        }

        At += text.Length;
        return true;
    }

    internal ByteSet Fold(ByteSet set) => Options.Caseless ? set.Folded() : set;

    [DoesNotReturn]
    internal void Invalid(string reason) => throw new PcreException(Pattern, At, reason, invalid: true);

    [DoesNotReturn]
    internal void Refuse(string reason) => throw new PcreException(Pattern, At, reason, invalid: false);
}
