using System.Globalization;
using System.Text;
using Cutover.Redirects;

namespace Rehearsals;

/// <summary>Random patterns, asked of the translation and of PCRE2 itself: the same refusals, matches and captures.</summary>
public sealed class PatternsAsPcre(ITestOutputHelper output)
{
    private const int Patterns = 40_000;
    private const int SubjectsEach = 6;

    private static readonly string[] Pieces =
    [
        "a", "b", "c", "A", "B", "1", "7", "/", "-", "_", " ", "\n", "é", "É", "ÿ", "\u00a0", "\u0085", "\r", ".", "^", "$", "*", "+", "?",
        "{2}", "{0,2}", "{1,}", "{,2}", "{", "}", "]", "(", ")", "(", ")", "|", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?i)", "(?-i)",
        "(?i:", "(?m)", "(?s)", "(?-s)", "(?x)", "(?^)", "(?U)", "(?n)", "(?<n>", "(?P<m>", "(?'q'", "(?P=m)", "\\k<n>", "\\k{q}", "\\1",
            "\\2",
        "\\g1", "\\g{-1}", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\h", "\\H", "\\v", "\\V", "\\N", "\\R", "\\b", "\\B", "\\A", "\\Z",
            "\\z",
        "\\.", "\\/", "\\-", "\\n", "\\t", "\\x41", "\\x{62}", "\\x{1ff}", "\\o{141}", "\\0", "\\101", "\\12", "\\400", "\\cA", "\\e",
            "\\a", "\\f", "\\y",
        "\\q", "\\u", "\\i", "\\Q", "\\E", "[ab]", "[^ab]", "[a-c]", "[c-a]", "[]a]", "[^]a]", "[a-]", "[-a]", "[\\d-a]", "[\\w.]", "[\\W]",
        "[[:alpha:]]", "[[:^digit:]x]", "[[:upper:]]", "[[:foo:]]", "[[.a.]]", "[:alpha:]", "[a", "[\\b]", "[\\R]", "[\\Qa]\\Eb]", "[é]",
            "[à-ü]",
        "[^\\s]", "[[:punct:]]", "[[:lower:]-z]", "[\\x41-\\x43]", "#", "(?#c)", "++", "*?", "+?", "??", "?+", "*+", "{2}+", "{1,2}?", "\\",
    ];

    private static readonly string[] Bits = ["a", "b", "c", "A", "B", "1", "7", "/", "-", "_", " ", "\n", "é", "É", "ÿ", "\u00a0",
        "\u0085", "\r", "\t", "q", "."];

    [Fact]
    public async Task A_translated_pattern_matches_and_captures_as_PCRE2_does()
    {
        await HttpdServer.Ensure(output.WriteLine);
        var seed = Environment.GetEnvironmentVariable("CUTOVER_SEED") is { } text ? int.Parse(text, CultureInfo.InvariantCulture)
            : 20260620;
        var random = new Random(seed);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var differences = new List<string>();
        for (var i = 0; i < Patterns; i++)
        {
            var pattern = Some(random, Pieces, 1, 8);
            var caseless = random.Next(3) == 0;
            var subjects = Enumerable.Range(0, SubjectsEach).Select(_ => Some(random, Bits, 0, 8)).ToList();
            var kind = Compare(pattern, caseless, subjects, differences);
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
        }

        output.WriteLine($"seed {seed}: " + string.Join(", ", counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(p =>
            $"{p.Key} {p.Value}")));
        Assert.True(differences.Count == 0, $"seed {seed}, {differences.Count} differences:\n" + string.Join('\n', differences.Take(40)));
        Assert.True(counts.GetValueOrDefault("agreed") > Patterns / 10, "too few patterns were valid for this to prove anything");
    }

    private static string Compare(string pattern, bool caseless, List<string> subjects, List<string> differences)
    {
        var refusal = Pcre2.Run(pattern, caseless, subjects, out var expected);
        Pcre ours;
        try
        {
            ours = new Pcre(pattern, caseless);
        }
        catch (PcreException e) when (!e.Invalid)
        {
            return "refused by name";
        }
        catch (PcreException e)
        {
            if (refusal is null)
            {
                differences.Add($"{Show(pattern)}: refused only by us: {e.Message}");
            }

            return refusal is null ? "different" : "both refuse";
        }

        if (refusal is not null)
        {
            differences.Add($"{Show(pattern)}: PCRE2 refuses: {refusal}; ours is {ours.Translated}");
            return "different";
        }

        for (var i = 0; i < subjects.Count; i++)
        {
            var seen = Render(ours.Match(subjects[i]));
            if (seen != Render(expected[i]))
            {
                differences.Add($"{Show(pattern)} {(caseless ? "[NC] " : "")}on {Show(subjects[i])}: {seen}, PCRE2 {Render(expected[i])}, as {ours.Translated}");
                return "different";
            }
        }

        return "agreed";
    }

    private static string Render(Captures? captures)
    {
        if (captures is null)
        {
            return "no match";
        }

        var spans = Enumerable.Range(0, captures.Count).Select(captures.Span).ToList();
        while (spans[^1].Start < 0)
        {
            spans.RemoveAt(spans.Count - 1);
        }

        return string.Join(' ', spans);
    }

    private static string Render(long[]? spans) => spans is null
        ? "no match"
        : string.Join(' ', Enumerable.Range(0, Math.Min(spans.Length / 2, 10)).Select(i => ((int)spans[2 * i], (int)spans[(2 * i) + 1])));

    private static string Some(Random random, string[] from, int least, int most)
    {
        var text = new StringBuilder();
        for (var n = random.Next(least, most + 1); n > 0; n--)
        {
            text.Append(from[random.Next(from.Length)]);
        }

        return text.ToString();
    }

    private static string Show(string text) => "'" + string.Concat(text.Select(c => c is < ' ' or > '~' ? $"\\x{(int)c:X2}"
        : c.ToString())) + "'";
}
