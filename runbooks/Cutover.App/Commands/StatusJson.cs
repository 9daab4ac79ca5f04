using Cutover.Engine;

namespace Cutover.App;

/// <summary>Where a run is, as data for other programs.</summary>
internal sealed record StatusJson(
    string Run,
    string Runbook,
    string Environment,
    string Hash,
    string Status,
    string? Outcome,
    string Why,
    string? Driver,
    long Events,
    DateTimeOffset? Started,
    DateTimeOffset? Ended,
    DateTimeOffset? FirstFence,
    IReadOnlyList<StatusJson.StepLine> Steps,
    IReadOnlyList<Waiting> Waits,
    IReadOnlyList<Request> Inbox)
{
    public static StatusJson Of(RunHeader run, RunState state, string? driver, IReadOnlyList<Request> inbox) => new(
        run.Run,
        run.Runbook,
        run.Environment,
        state.Hash,
        state.Status.ToString(),
        state.Outcome?.ToString(),
        state.Why,
        driver,
        state.Seq,
        state.StartedAt,
        state.EndedAt,
        state.FirstFenceAt,
        [
            .. state.Runbook.Steps.Concat(state.Runbook.BackSteps).Select(step => Line(step, state[step])),
        ],
        state.Status == RunStatus.Ended ? [] : App.Waiting.Of(state),
        inbox);

    private static StepLine Line(Step step, StepState state) =>
        new(step.Id, step.Phase.ToString(), step.IsBack, state.Status.ToString(), state.Attempts, state.Why);

    public sealed record StepLine(string Id, string Phase, bool Back, string Status, int Attempts, string Why);
}
