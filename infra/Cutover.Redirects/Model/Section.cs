namespace Cutover.Redirects;

/// <summary>A Directory, Location, Files or If section.</summary>
/// <param name="Path">Its path, shell pattern or regular expression as written; a directory's with a trailing slash.</param>
/// <param name="Pattern">Its regular expression, where it has one.</param>
/// <param name="Settings">What it holds.</param>
/// <param name="Condition">Of an If or ElseIf section.</param>
/// <param name="Kind">Of an If, ElseIf or Else section: its name.</param>
internal sealed record Section(string Path, Pcre? Pattern, DirectorySettings Settings, Expression? Condition = null, string Kind = "")
{
    internal bool IsFnmatch { get; } = Fnmatch.IsPattern(Path);

    /// <summary>How many directories deep a Directory section lies; the root is 0 and always first.</summary>
    internal int Components { get; } = Path == "/" ? 0 : Path.Count(c => c == '/');
}
