using System.Text.RegularExpressions;

namespace Cutover.Redirects;

/// <summary>
/// A PCRE2 pattern with httpd's meaning: bytes without UTF, DOTALL and DOLLAR_ENDONLY by default, at most ten groups reported.
/// Subjects are strings whose characters are bytes (Latin-1).
/// </summary>
public sealed class Pcre
{
    /// <summary>httpd reports ten groups, $0 to $9 (AP_MAX_REG_MATCH).</summary>
    internal const int MaxGroups = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Built when it is first matched: compiling for the edge never matches.</summary>
    private readonly Lazy<Regex> regex;

    private readonly Lazy<(IReadOnlyList<string>? Keys, bool Folded)> beginning;

    /// <summary>Parses and translates a pattern.</summary>
    /// <exception cref="PcreException">PCRE refuses the pattern, or this translator does, by name.</exception>
    public Pcre(string pattern, bool caseless = false)
    {
        Pattern = pattern;
        Caseless = caseless;
        Tree = PcreParser.Parse(pattern, caseless, out var groups);
        Groups = groups;
        beginning = new(() => (PatternShape.Keys(Tree, out var folded), folded));
        regex = new(() => new Regex(Translated, RegexOptions.CultureInvariant, Patience));
    }

    /// <summary>The pattern as written.</summary>
    public string Pattern { get; }

    /// <summary>Whether ASCII letters match in either case.</summary>
    public bool Caseless { get; }

    /// <summary>How many groups capture.</summary>
    public int Groups { get; }

    internal string Translated => DotNetPattern.Write(Tree);

    internal PcreNode Tree { get; }

    /// <summary>The texts that one or other of every subject begins with, null where it can match anywhere; and whether case
    /// counts.</summary>
    internal (IReadOnlyList<string>? Keys, bool Folded) Beginning => beginning.Value;

    /// <summary>The first match in <paramref name="subject"/>, or null.</summary>
    /// <exception cref="UnansweredException">The match took longer than half a second.</exception>
    internal Captures? Match(string subject)
    {
        try
        {
            var match = regex.Value.Match(subject);
            return match.Success ? new Captures(subject, match) : null;
        }
        catch (RegexMatchTimeoutException)
        {
            throw new UnansweredException($"the pattern '{Pattern}' had not finished on '{subject}' after {Patience.TotalSeconds} s");
        }
    }
}
