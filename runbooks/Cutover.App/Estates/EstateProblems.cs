using YamlDotNet.RepresentationModel;

namespace Cutover.App;

/// <summary>Everything that is wrong with one estate's file.</summary>
internal sealed class EstateProblems(string path)
{
    private readonly List<(long Line, string Sentence)> _found = [];

    public bool Any => _found.Count > 0;

    public void Add(YamlNode at, string sentence) => Fail(at.Start.Line, sentence);

    /// <summary>Records a problem of the file as a whole where the line is 0.</summary>
    /// <returns>Nothing, so that a reader can give up with it.</returns>
    public YamlNode? Fail(long line, string sentence)
    {
        _found.Add((line, line == 0 ? $"{path}: {sentence}" : $"{path}:{line}: {sentence}"));
        return null;
    }

    public EstateInvalidException Everything() => new([.. _found.OrderBy(problem => problem.Line).Select(problem => problem.Sentence)]);
}
