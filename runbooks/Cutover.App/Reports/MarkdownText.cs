using System.Text;

namespace Cutover.App;

/// <summary>
/// Text from elsewhere on a Markdown page: shown as it is, and nothing of it becomes markup or HTML, nor a link to anywhere else than it
/// says. Pages are also read as they are written, so nothing is marked that needs no mark.
/// </summary>
internal static class MarkdownText
{
    /// <summary>What marks up wherever it stands.</summary>
    private const string Marks = "\\`*[]|~";

    /// <summary>What marks up at the beginning: a heading, a list, a line under a heading.</summary>
    private const string Openers = "#+-=";

    /// <summary>The text in one line.</summary>
    public static string Of(string text)
    {
        var plain = EventText.Plain(text).Trim();
        var shown = new StringBuilder(plain.Length);
        for (var i = 0; i < plain.Length; i++)
        {
            if (Marks.Contains(plain[i]) || IsOpener(plain, i) || IsEmphasis(plain, i))
                shown.Append('\\');

            // Not every reader of Markdown knows a backslash before these.
            shown.Append(plain[i] switch { '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", var other => other.ToString() });
        }

        return shown.ToString();
    }

    private static bool IsOpener(string text, int at) =>
        (at == 0 && Openers.Contains(text[at]))
        || (at > 0 && text[at] is '.' or ')' && text.AsSpan(0, at).IndexOfAnyExceptInRange('0', '9') < 0);

    /// <summary>Inside a word it is a letter like others.</summary>
    private static bool IsEmphasis(string text, int at) =>
        text[at] == '_' && !(at > 0 && at < text.Length - 1 && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]));
}
