using static Cutover.Engine.RunEvent;

namespace Cutover.Engine;

/// <summary>Findings that expire. A step that leans on one proves it again first.</summary>
internal sealed class Facts(Recorder recorder, Attempt attempt, TimeProvider time)
{
    /// <summary>How old a fence's proof may be where people have said go, or a side opens: they may take as long as they like.</summary>
    private static readonly TimeSpan FenceFresh = TimeSpan.FromSeconds(30);

    private readonly Dictionary<Step, Task<string?>> _proving = [];

    /// <summary>
    /// Proves again whatever this step leans on and has expired: what it needs, every fence that it runs behind and, for the first step
    /// behind a gate, what people had before them when they said go. From then on it is the night itself that changes what was so.
    /// </summary>
    /// <returns>
    /// Whether all of it still holds. Where not, the stale step and all that built on it begin anew, or this step is held.
    /// </returns>
    public async Task<bool> HoldAsync(Step step, CancellationToken cancellation)
    {
        var runbook = recorder.State.Runbook;
        var stale = (IsFirstBehindItsGates(step) ? step.LeansOn : step.Needs)
            .Union(runbook.Fences.Where(fence => runbook.IsBefore(fence, step)))
            .Where(fact => IsStale(fact, step)).ToList();
        foreach (var fact in stale.Where(fact => !_proving.ContainsKey(fact)))
            _proving[fact] = ProveAsync(fact, cancellation);

        var proofs = stale.Select(fact => _proving[fact]).ToList();
        try
        {
            await Task.WhenAll(proofs);
        }
        finally
        {
            stale.ForEach(fact => _proving.Remove(fact));
        }

        foreach (var (fact, proof) in stale.Zip(proofs))
        {
            if (await proof is { } gone)
            {
                await DemoteAsync(fact, step, gone);
                return false;
            }
        }

        return recorder.State.Missing(step) is null;
    }

    private bool IsFirstBehindItsGates(Step step) => !recorder.State.Runbook.Steps.Any(other =>
        other != step && recorder.State[other].WasTried && other.Needs.Any(need => need.IsGate && step.Needs.Contains(need)));

    /// <summary>
    /// A fence, and whatever else has an expiry, does not outlive the driver that proved it, and a fence not the time that people think.
    /// Behind an opening the old side's facts have served.
    /// </summary>
    private bool IsStale(Step fact, Step leaning)
    {
        var state = recorder.State[fact];
        if (state.Status != StepStatus.Done || fact.IsGate || (!fact.IsFence && fact.Terms.Expires is null))
            return false;
        if (recorder.State.Opened.Any(open => IsBefore(fact, open) && IsBefore(open, leaning)))
            return false;

        if (state.ProvedIn != recorder.Epoch || (fact.Terms.Expires is { } expiry && time.GetUtcNow() - state.ProvedAt > expiry))
            return true;
        return fact.IsFence && (leaning.IsOpening || IsFirstBehindItsGates(leaning)) && !recorder.State.HasOpenedAfter(fact)
            && time.GetUtcNow() - state.ProvedAt > FenceFresh;
    }

    /// <summary>Null where the fact holds, else what was seen instead.</summary>
    private async Task<string?> ProveAsync(Step fact, CancellationToken cancellation)
    {
        var wait = new Wait(time, fact.Terms.Deadline, fact.Terms);
        while (true)
        {
            var began = time.GetTimestamp();
            var seen = await attempt.ProbeAsync(fact, wait.Look, cancellation);
            if (seen.Verdict == Verdict.Done)
            {
                if (Breach(fact, seen) is { } breach)
                    return breach;
                await recorder.TryAsync(new FactProved(fact.Id, seen.Value, seen.Why));
                return null;
            }

            if (wait.IsOver || IsGone(fact, seen.Verdict))
                return seen.Why;

            await wait.PauseAsync(time.GetElapsedTime(began), cancellation);
        }
    }

    /// <summary>
    /// Once a side behind it has opened, only a person can do anything about a fact that is gone. The night itself touches the old side
    /// then, and a fence that is half there because of it is whole again a moment later: nobody is called for that.
    /// </summary>
    private bool IsGone(Step fact, Verdict seen) =>
        seen == Verdict.NotDone || (seen == Verdict.HalfDone && !recorder.State.HasOpenedAfter(fact));

    /// <summary>Once a side behind it has opened, what is written there comes home through the fence.</summary>
    private string? Breach(Step fact, Seen seen) =>
        fact.Probe is IFence fence && !recorder.State.HasOpenedAfter(fact) && recorder.State[fact].Value is { } proved
            && seen.Value is { } now && fact.Parse(proved) is { } then && fact.Parse(now) is { } current
        ? fence.Breach(then, current) : null;

    /// <summary>
    /// What was built on a fact that no longer holds must be looked at again too: a catch-up behind a fence that was gone proves nothing.
    /// Once a new side has opened behind the fact nothing may cross again, so a person decides.
    /// </summary>
    private async Task DemoteAsync(Step fact, Step leaning, string why)
    {
        var state = recorder.State;
        if (state.HasOpenedAfter(fact))
        {
            var reason = $"'{fact.Id}' no longer holds ({why}), and the new side behind it has opened";
            await recorder.TryAsync(new StepHeld(leaning.Id, reason));
            return;
        }

        var unheard = Unheard(fact);
        var built = state.Runbook.Steps.Where(step => !step.IsGate && state[step].Status == StepStatus.Done && IsBefore(fact, step));
        foreach (var step in built.Reverse())
            await recorder.TryAsync(new FactStale(step.Id, $"'{fact.Id}', which it leans on, no longer holds"));

        await recorder.TryAsync(new FactStale(fact.Id, $"{why}{unheard}"));
    }

    /// <summary>Names the gates at which somebody has spoken, and which ask anew.</summary>
    private string Unheard(Step fact)
    {
        var state = recorder.State;
        var gates = state.Runbook.Steps.Where(step => step.IsGate && !state[step].IsSettled && state.VotesAt(step.Id).Count > 0
            && IsBefore(fact, step)).Select(gate => $"'{gate}'").ToList();
        return gates.Count > 0 ? $"; the votes at {string.Join(", ", gates)} count no more" : "";
    }

    private bool IsBefore(Step first, Step second) => recorder.State.Runbook.IsBefore(first, second);
}
