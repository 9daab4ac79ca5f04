namespace Cutover.App;

/// <summary>A command cannot do what it was asked. The message is the one sentence that the operator reads, with the mend.</summary>
public sealed class CannotGoOnException(ExitCode code, string sentence, Exception? inner = null) : Exception(sentence, inner)
{
    /// <summary>How the program ends.</summary>
    public ExitCode Code { get; } = code;

    internal static CannotGoOnException Wrong(string sentence) => new(ExitCode.Wrong, sentence);
}
