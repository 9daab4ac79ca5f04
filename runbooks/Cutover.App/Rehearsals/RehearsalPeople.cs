using System.Threading.Channels;
using Cutover.Engine;

namespace Cutover.App;

/// <summary>The people of a rehearsal: they vote when a gate asks, and one of them turns back where the rehearsal is to show that.</summary>
internal sealed class RehearsalPeople(string run, IJournal journal, IRehearsedEstate estate, string? turnBackFrom) : IRunObserver
{
    private readonly Channel<RunState> _seen = Channel.CreateUnbounded<RunState>();
    private readonly HashSet<(string Gate, string Role)> _asked = [];
    private bool _hasTurned;

    public void Recorded(RunState state, JournalEntry entry)
    {
        if (entry.Event is RunEvent.DriverTook or RunEvent.StepWaiting or RunEvent.StepDone)
            _seen.Writer.TryWrite(state);
    }

    public void Said(string step, string line)
    {
    }

    /// <summary>Answers until the run is over. Where they cannot, the run is stopped rather than left waiting for them.</summary>
    public async Task AnswerAsync(CancellationTokenSource run)
    {
        try
        {
            await foreach (var state in _seen.Reader.ReadAllAsync(run.Token))
            {
                await TurnBackAsync(state, run.Token);
                foreach (var gate in state.Runbook.Steps.OfType<GateStep>().Where(gate => state[gate].Status == StepStatus.Waiting))
                    await VoteAsync(state, gate, run.Token);
            }
        }
        catch (OperationCanceledException) when (run.IsCancellationRequested)
        {
            // The run was stopped, and nobody votes any more.
        }
        catch
        {
            await run.CancelAsync();
            throw;
        }
    }

    /// <summary>The run is over.</summary>
    public void Leave() => _seen.Writer.TryComplete();

    private async Task VoteAsync(RunState state, GateStep gate, CancellationToken cancellation)
    {
        foreach (var role in gate.Roles.Where(role => state.Votes.GetValueOrDefault(gate.Id)?.ContainsKey(role.Name) != true))
        {
            if (!_asked.Add((gate.Id, role.Name)) || await estate.VoteAsync(gate, role, cancellation) is not { } vote)
                continue;

            var kind = vote.Go ? RequestKind.VoteGo : RequestKind.VoteNo;
            await journal.PostAsync(run, new Request(0, kind, vote.By, gate.Id, role.Name, vote.Reason), cancellation);
        }
    }

    private async Task TurnBackAsync(RunState state, CancellationToken cancellation)
    {
        if (_hasTurned || turnBackFrom is null || state.TurnBack is not null || !state.Steps.TryGetValue(turnBackFrom, out var step) || step.Status != StepStatus.Done)
            return;

        _hasTurned = true;
        await journal.PostAsync(run, new Request(0, RequestKind.TurnBack, "rehearsal:commander", turnBackFrom, "", $"the rehearsal turns back after {turnBackFrom}"), cancellation);
    }
}
