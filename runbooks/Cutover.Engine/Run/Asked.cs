using static Cutover.Engine.RunEvent;

namespace Cutover.Engine;

/// <summary>What a request becomes where it is granted, and what is asked of it beyond what the run's state allows.</summary>
internal static class Asked
{
    /// <summary>The event that grants it, or null where this version does not know its kind.</summary>
    public static RunEvent? Event(RunState state, Request request) => request.Kind switch
    {
        RequestKind.VoteGo or RequestKind.VoteNo =>
            new Voted(request.Step, request.Role, request.By, request.Kind == RequestKind.VoteGo, request.Text),
        RequestKind.Retry => Retry(state, request),
        RequestKind.Skip => new StepSkipped(request.Step, request.By, request.Text),
        RequestKind.TurnBack or RequestKind.Abort => new TurnBackBegan(request.By, request.Text, request.Step),
        RequestKind.Note => new Noted(request.By, request.Text),
        _ => null,
    };

    /// <summary>A reason to refuse it that is asked at the moment of writing, or null where there can be none.</summary>
    public static Func<RunState, string?>? Objection(Request request) => request.Kind switch
    {
        RequestKind.Abort => TooLateToAbort,
        RequestKind.VoteNo when string.IsNullOrWhiteSpace(request.Text) => SaysNotWhy,
        _ => null,
    };

    public static string Unknown(Request request) => $"'{request.Kind}' is not something this version can be asked";

    /// <summary>A refusal, with what it is about.</summary>
    public static string About(Request request, string refusal) =>
        request.Step.Length > 0 ? $"{request.Step}: {refusal}" : refusal;

    private static RunEvent Retry(RunState state, Request request) =>
        state.Runbook.TryFind(request.Step, out var step) && state[step].Status == StepStatus.UndoHeld
            ? new UndoRetried(request.Step, request.By)
            : new StepRetried(request.Step, request.By);

    private static string? TooLateToAbort(RunState state) => state.FirstFenceAt is null
        ? null
        : "writers have been kept out, so this is no longer an abort but a turn-back";

    private static string? SaysNotWhy(RunState state) => state.HasOpened
        ? "something has opened, and a no would turn the whole night back: say why, with --reason"
        : null;
}
