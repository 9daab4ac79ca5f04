namespace Cutover.Sites;

/// <summary>Why a site cannot be read, pushed or checked: one sentence each.</summary>
public sealed class SiteException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    public SiteException(string problem) : this([problem])
    {
    }

    /// <summary>Each of them, for people.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
