using System.Text;

namespace Cutover.App;

/// <summary>Text from elsewhere on a Markdown page: shown as it is, and nothing of it becomes markup, HTML or a link.</summary>
internal static class MarkdownText
{
    /// <summary>What marks up wherever it stands.</summary>
    private const string Marks = "\\`*_[]|~";

    /// <summary>What marks up at the beginning: a heading, a list, a line under a heading.</summary>
    private const string Openers = "#+-=";

    /// <summary>The text in one line.</summary>
    public static string Of(string text)
    {
        var plain = EventText.Plain(text).Trim();
        var shown = new StringBuilder(plain.Length);
        for (var i = 0; i < plain.Length; i++)
        {
            if (Marks.Contains(plain[i]) || IsOpener(plain, i) || IsOfLink(plain, i))
                shown.Append('\\');

            // Not every reader of Markdown knows a backslash before these.
            shown.Append(plain[i] switch { '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", var other => other.ToString() });
        }

        return shown.ToString();
    }

    private static bool IsOpener(string text, int at) =>
        (at == 0 && Openers.Contains(text[at]))
        || (at > 0 && text[at] is '.' or ')' && text.AsSpan(0, at).IndexOfAnyExceptInRange('0', '9') < 0);

    /// <summary>An address becomes a link by itself, without any sign around it.</summary>
    private static bool IsOfLink(string text, int at) =>
        text.AsSpan(at).StartsWith("://", StringComparison.Ordinal)
        || (text[at] == '.' && at >= 3 && text.AsSpan(at - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase));
}
