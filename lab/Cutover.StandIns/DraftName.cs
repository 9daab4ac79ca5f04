using System.Text.RegularExpressions;

namespace Cutover.StandIns;

/// <summary>Names of drafts, checked before they become paths or rows.</summary>
public static partial class DraftName
{
    private const int Longest = 120;

    /// <summary>Lower-case words joined by hyphens, such as <c>draft-ietf-quic-http</c>.</summary>
    public static bool IsName(string name) => name.Length <= Longest && Name().IsMatch(name);

    /// <summary>Splits <c>draft-x-y-07</c>, as XML's docName has it, into the name and its revision.</summary>
    public static (string Name, string Rev)? Split(string documentName)
    {
        ArgumentNullException.ThrowIfNull(documentName);
        return documentName is [.., '-', >= '0' and <= '9', >= '0' and <= '9']
            && documentName[..^3] is var name && name.StartsWith("draft-", StringComparison.Ordinal) && IsName(name)
            ? (name, documentName[^2..])
            : null;
    }

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
