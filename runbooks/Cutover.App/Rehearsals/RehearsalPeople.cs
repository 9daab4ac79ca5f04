using System.Threading.Channels;
using Cutover.Engine;

namespace Cutover.App;

/// <summary>The people of a rehearsal: they vote when a gate asks, and do what a check waits for.</summary>
internal sealed class RehearsalPeople(string run, IJournal journal, IRehearsedEstate estate) : IRunObserver
{
    private readonly Channel<(RunState State, RunEvent Event)> _seen = Channel.CreateUnbounded<(RunState State, RunEvent Event)>();
    private readonly HashSet<(string Gate, string Role)> _asked = [];
    private readonly HashSet<string> _helped = [];

    public void Recorded(RunState state, JournalEntry entry)
    {
        if (entry.Event is RunEvent.DriverTook or RunEvent.StepWaiting)
            _seen.Writer.TryWrite((state, entry.Event));
    }

    public void Said(string step, string line)
    {
    }

    /// <summary>Answers until the run is over. Where they cannot, the run is stopped rather than left waiting for them.</summary>
    public async Task AnswerAsync(CancellationTokenSource run)
    {
        try
        {
            await foreach (var (state, happened) in _seen.Reader.ReadAllAsync(run.Token))
            {
                // A gate that asks anew has forgotten what was said at it.
                if (happened is RunEvent.StepWaiting { Step: var asks })
                    _asked.RemoveWhere(asked => asked.Gate == asks);

                foreach (var gate in state.Runbook.Steps.OfType<GateStep>().Where(gate => state[gate].Status == StepStatus.Waiting))
                    await VoteAsync(state, gate, run.Token);
                foreach (var step in state.Runbook.Steps.Where(step => !step.IsGate && state[step].Status == StepStatus.Waiting))
                {
                    if (_helped.Add(step.Id))
                        await estate.HelpAsync(step, run.Token);
                }
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
}
