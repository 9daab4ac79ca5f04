using static Cutover.Engine.RunEvent;

namespace Cutover.Engine;

/// <summary>Findings that expire. A step that leans on one proves it again first.</summary>
internal sealed class Facts(Recorder recorder, Attempt attempt, TimeProvider time)
{
    private readonly Dictionary<Step, Task<bool>> _proving = [];

    /// <summary>Proves again whatever this step needs and has expired.</summary>
    /// <returns>Whether all of it still holds; where not, the stale step and all that built on it begin anew.</returns>
    public async Task<bool> HoldAsync(Step step, CancellationToken cancellation)
    {
        foreach (var need in step.Needs.Where(IsStale))
        {
            if (!_proving.TryGetValue(need, out var proof))
                _proving[need] = proof = ProveAsync(need, cancellation);

            try
            {
                if (!await proof)
                    return false;
            }
            finally
            {
                _proving.Remove(need);
            }
        }

        return true;
    }

    /// <summary>A fence, and whatever else has an expiry, does not outlive the driver that proved it. Once the new side has opened, the old side's facts have served.</summary>
    private bool IsStale(Step need)
    {
        var state = recorder.State[need];
        if (state.Status != StepStatus.Done || need.IsGate || (!need.IsFence && need.Terms.Expires is null))
            return false;
        if (recorder.State.HasOpened && need.Phase < Phase.Open)
            return false;

        return state.ProvedIn != recorder.Epoch || (need.Terms.Expires is { } expiry && time.GetUtcNow() - state.ProvedAt > expiry);
    }

    private async Task<bool> ProveAsync(Step need, CancellationToken cancellation)
    {
        var wait = new Wait(time, need.Terms.Deadline, need.Terms.Poll);
        while (true)
        {
            var began = time.GetTimestamp();
            var seen = await attempt.ProbeAsync(need, wait.Left, cancellation);
            if (seen.Verdict == Verdict.Done)
                return await recorder.TryAsync(new FactProved(need.Id, seen.Value, seen.Why)) is null;

            if (seen.Verdict != Verdict.Unknown || wait.IsOver)
                return await DemoteAsync(need, seen.Why);

            await wait.PauseAsync(time.GetElapsedTime(began), cancellation);
        }
    }

    /// <summary>What was built on a fact that no longer holds must be looked at again too: a catch-up behind a fence that was gone proves nothing.</summary>
    private async Task<bool> DemoteAsync(Step need, string why)
    {
        var state = recorder.State;
        var built = state.Runbook.Steps.Where(step => !step.IsGate && state[step].Status == StepStatus.Done && state.Runbook.IsBefore(need, step));
        foreach (var step in built.Reverse())
            await recorder.TryAsync(new FactStale(step.Id, $"'{need.Id}', which it leans on, no longer holds"));

        await recorder.TryAsync(new FactStale(need.Id, why));
        return false;
    }
}
