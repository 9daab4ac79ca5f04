using Cutover.Engine;

namespace Cutover.App;

/// <summary>What a person asks of a run goes into its journal's inbox; whoever drives it answers.</summary>
internal sealed class RequestCommand(Session session)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks, and waits a little for the answer where somebody drives.</summary>
    public async Task<ExitCode> PostAsync(string? name, Request request, CancellationToken cancellation)
    {
        var runbook = session.Plan();
        Check(runbook, request);
        await using var journal = session.ExistingJournal();
        var run = await session.FindUnfinishedAsync(journal, name, cancellation);
        var entries = await journal.LoadAsync(run.Run, cancellation);
        var before = entries.Count;
        if (request.Kind is RequestKind.VoteGo or RequestKind.VoteNo && await journal.DriverAsync(run.Run, cancellation) is null)
            CheckUndriven(run.Run, RunLoader.Fold(runbook, entries), request);

        await journal.PostAsync(run.Run, request, cancellation);
        if (await journal.DriverAsync(run.Run, cancellation) is not null)
            return await AnswerAsync(journal, run, request, before, cancellation);

        await session.Terminal.Out.WriteLineAsync($"Recorded for {run.Run}. Nobody drives it now; it takes effect with: ./cutover resume");
        return ExitCode.Completed;
    }

    private async Task<ExitCode> AnswerAsync(IJournal journal, RunHeader run, Request request, int before, CancellationToken cancellation)
    {
        var asked = session.Time.GetTimestamp();
        while ((await journal.InboxAsync(run.Run, cancellation)).Any(waiting => waiting with { Id = 0 } == request))
        {
            if (session.Time.GetElapsedTime(asked) > Patience)
            {
                await session.Terminal.Out.WriteLineAsync($"Recorded for {run.Run}; its driver has not answered yet: ./cutover status");
                return ExitCode.Completed;
            }

            await Task.Delay(Pause, session.Time, cancellation);
        }

        var since = (await journal.LoadAsync(run.Run, cancellation)).Skip(before).Select(entry => entry.Event);
        var refusals = since.OfType<RunEvent.RequestRefused>();
        if (refusals.FirstOrDefault(refused => refused.By == request.By && refused.Kind == request.Kind.ToString()) is { } refusal)
            throw CannotGoOnException.Wrong($"{run.Run} refuses: {refusal.Why}.");

        await session.Terminal.Out.WriteLineAsync($"Done for {run.Run}.");
        return ExitCode.Completed;
    }

    /// <summary>What can be told from the plan alone is told at once, with the names that exist.</summary>
    private static void Check(Runbook runbook, Request request)
    {
        switch (request.Kind)
        {
            case RequestKind.VoteGo or RequestKind.VoteNo:
                if (!runbook.TryFind(request.Step, out var step) || step is not GateStep gate)
                    throw Unknown("gate", request.Step, runbook.Steps.Where(other => other.IsGate));
                if (gate.Roles.All(role => role.Name != request.Role))
                    throw CannotGoOnException.Wrong($"'{request.Role}' has no vote at '{gate.Id}'; {string.Join(", ", gate.Roles)} have.");
                break;
            case RequestKind.Retry or RequestKind.Skip when !runbook.TryFind(request.Step, out _):
                throw Unknown("step", request.Step, runbook.Steps.Concat(runbook.BackSteps));
            case RequestKind.Skip when runbook[request.Step].IsGuard:
                throw CannotGoOnException.Wrong(
                    $"'{request.Step}' is a guard, and a guard is never skipped: mend what it found and retry, or turn back.");
        }
    }

    /// <summary>
    /// While nobody drives, the run stays as it is: a vote that its next driver will refuse is refused now, while the voter looks.
    /// </summary>
    private static void CheckUndriven(string run, RunState state, Request request)
    {
        var refusal = state.Status != RunStatus.NotStarted && state.Hash != state.Runbook.Hash
            ? "the plan has changed since; vote once a driver has accepted it and the gate asks"
            : state.WhyRefused(request);
        if (refusal is not null)
            throw CannotGoOnException.Wrong($"{run} refuses: {request.Step}: {refusal}.");
    }

    private static CannotGoOnException Unknown(string kind, string id, IEnumerable<Step> known) =>
        CannotGoOnException.Wrong($"The plan has no {kind} '{id}'; there are: {string.Join(", ", known.Select(step => step.Id))}.");
}
