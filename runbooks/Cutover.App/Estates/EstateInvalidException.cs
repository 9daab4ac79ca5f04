namespace Cutover.App;

/// <summary>An estate's file is wrong; every problem is in it, each with file and line.</summary>
public sealed class EstateInvalidException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
