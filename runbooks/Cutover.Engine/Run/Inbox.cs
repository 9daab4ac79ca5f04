using static Cutover.Engine.RunEvent;

namespace Cutover.Engine;

/// <summary>Turns what people ask of a run into its events, or into a refusal with the reason.</summary>
internal sealed class Inbox(IJournal journal, Recorder recorder)
{
    /// <summary>Answers everything that waits.</summary>
    public async Task AnswerAsync()
    {
        foreach (var request in await journal.InboxAsync(recorder.Run, CancellationToken.None))
        {
            var refusal = Translate(request) is { } happened
                ? await recorder.TryAsync(happened, request, request.Kind == RequestKind.Abort ? TooLateToAbort : null)
                : $"'{request.Kind}' is not something this version can be asked";
            if (refusal is not null)
                await recorder.TryAsync(new RequestRefused(request.Kind.ToString(), request.By, $"{Subject(request)}{refusal}"), request);
        }
    }

    private RunEvent? Translate(Request request) => request.Kind switch
    {
        RequestKind.VoteGo or RequestKind.VoteNo =>
            new Voted(request.Step, request.Role, request.By, request.Kind == RequestKind.VoteGo, request.Text),
        RequestKind.Retry => Retry(request),
        RequestKind.Skip => new StepSkipped(request.Step, request.By, request.Text),
        RequestKind.TurnBack or RequestKind.Abort => new TurnBackBegan(request.By, request.Text, request.Step),
        RequestKind.Note => new Noted(request.By, request.Text),
        _ => null,
    };

    private RunEvent Retry(Request request) =>
        recorder.State.Runbook.TryFind(request.Step, out var step) && recorder.State[step].Status == StepStatus.UndoHeld
            ? new UndoRetried(request.Step, request.By)
            : new StepRetried(request.Step, request.By);

    private static string? TooLateToAbort(RunState state) => state.FirstFenceAt is null
        ? null
        : "writers have been kept out, so this is no longer an abort but a turn-back";

    private static string Subject(Request request) => request.Step.Length > 0 ? $"{request.Step}: " : "";
}
