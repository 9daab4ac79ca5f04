using System.Globalization;
using Cutover.Engine;

namespace Cutover.App;

/// <summary>What comes out of a command, as one sentence and an exit code. A stack trace goes to a file, never to the operator.</summary>
internal static class Failures
{
    private const int DiskFull = 28;

    public static ExitCode Tell(Exception failure, string home, TextWriter error, DateTimeOffset at)
    {
        var (code, sentence) = Explain(failure);
        error.WriteLine(sentence ?? Unexpected(failure, home, at));
        return code;
    }

    private static (ExitCode Code, string? Sentence) Explain(Exception failure) => failure switch
    {
        CannotGoOnException known => (known.Code, known.Message),
        RunbookInvalidException or EstateInvalidException or RunRefusedException => (ExitCode.Wrong, failure.Message),
        JournalFullException => (ExitCode.Interrupted, failure.Message),
        JournalHeldException or EpochLostException => (ExitCode.Held, failure.Message),
        JournalException => (ExitCode.Stuck, failure.Message),
        OperationCanceledException => (ExitCode.Interrupted, "Interrupted. The same command goes on from here."),
        IOException { HResult: var code } when (code & 0xFFFF) == DiskFull =>
            (ExitCode.Interrupted, $"{failure.Message.TrimEnd('.')}. Make room, then run the same command again."),
        _ => (ExitCode.Interrupted, null),
    };

    private static string Unexpected(Exception failure, string home, DateTimeOffset at)
    {
        var sentence = $"Cutover stopped at something unforeseen: {EventText.Plain(failure.Message)} ({failure.GetType().Name}).";
        var file = Path.Combine(home, string.Create(CultureInfo.InvariantCulture, $"crash-{at.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}.txt"));
        try
        {
            Directory.CreateDirectory(home);
            File.WriteAllText(file, failure.ToString());
            return $"{sentence} What is needed to find out why is in {file}; a run can go on with ./cutover resume.";
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return $"{sentence} The details could not be kept: {unwritable.Message} A run can go on with ./cutover resume.";
        }
    }
}
