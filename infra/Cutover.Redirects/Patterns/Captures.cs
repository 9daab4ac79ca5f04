using System.Text.RegularExpressions;

namespace Cutover.Redirects;

/// <summary>What a match captured. A group that took no part, or captured nothing, reads as empty, as it does in httpd.</summary>
internal sealed class Captures
{
    private readonly (int Start, int End)[] spans;

    internal Captures(string subject, Match match)
    {
        Subject = subject;
        spans = new (int, int)[Math.Min(match.Groups.Count, Pcre.MaxGroups)];
        for (var i = 0; i < spans.Length; i++)
        {
            var group = match.Groups[i];
            spans[i] = group.Success ? (group.Index, group.Index + group.Length) : (-1, -1);
        }
    }

    internal string Subject { get; }

    internal int Count => spans.Length;

    internal (int Start, int End) Span(int index) => index < spans.Length ? spans[index] : (-1, -1);

    internal string this[int index] => Span(index) is { Start: >= 0 } span ? Subject[span.Start..span.End] : "";
}
