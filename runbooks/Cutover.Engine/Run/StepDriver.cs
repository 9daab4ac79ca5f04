using System.Text.Json;
using static Cutover.Engine.RunEvent;

namespace Cutover.Engine;

/// <summary>The life of one step: probe, intent, Do, probe, until Done or held.</summary>
internal sealed class StepDriver(Recorder recorder, Attempt attempt, Facts facts, TimeProvider time)
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement<object?>(null);

    public async Task RunAsync(Step step, CancellationToken cancellation)
    {
        var wait = new Wait(time, step.Terms.Deadline, step.Terms.Poll);
        while (true)
        {
            var began = time.GetTimestamp();
            var seen = await attempt.ProbeAsync(step, wait.Left, cancellation);
            if (seen.Verdict == Verdict.Done)
            {
                await recorder.TryAsync(new StepDone(step.Id, seen.Value, seen.Why));
                return;
            }

            if (wait.IsOver)
            {
                await HoldAsync(step, $"not so after {step.Terms.Deadline.TotalSeconds:0.###} s: {seen.Why}");
                return;
            }

            if (step.IsEffect && seen.Verdict != Verdict.Unknown)
            {
                if (!await ActAsync(step, seen, wait, cancellation))
                    return;

                continue;
            }

            if (recorder.State[step].Status == StepStatus.Pending && await recorder.TryAsync(new StepWaiting(step.Id, seen.Why)) is not null)
                return;

            await wait.PauseAsync(time.GetElapsedTime(began), cancellation);
        }
    }

    /// <summary>One attempt, from its intent to what its probe saw.</summary>
    /// <returns>Whether to look and perhaps try again.</returns>
    private async Task<bool> ActAsync(Step step, Seen before, Wait wait, CancellationToken cancellation)
    {
        // A step in doubt after a crash is finished first; only one that is about to begin leans on its facts anew.
        if (before.Verdict == Verdict.NotDone && !step.IsBack && !await facts.HoldAsync(step, cancellation))
            return false;

        var number = recorder.State[step].Attempts + 1;
        var intent = new StepIntended(step.Id, number, $"{recorder.Run}/{step.Id}", before.Value ?? Nothing);
        if (await recorder.TryAsync(intent) is { } refusal)
        {
            await HoldAsync(step, refusal);
            return false;
        }

        var limit = step.Terms.AttemptTimeout is { } own && own < wait.Left ? own : wait.Left;
        var attempted = new Wait(time, limit, step.Terms.Poll);
        var failure = await attempt.DoAsync(step, limit, cancellation);
        var seen = await SettleAsync(step, failure, attempted, cancellation);
        if (seen.Verdict == Verdict.Done)
        {
            await recorder.TryAsync(new StepDone(step.Id, seen.Value, seen.Why));
            return false;
        }

        var why = failure is null ? $"after it was done: {seen.Why}" : $"{failure} (seen after: {seen.Why})";
        await recorder.TryAsync(new AttemptFailed(step.Id, number, why));
        if (recorder.State[step].Failures > step.Terms.Retries || wait.IsOver || attempt.IsLeftBehind(step))
        {
            await HoldAsync(step, why);
            return false;
        }

        await Task.Delay(step.Terms.RetryPause < wait.Left ? step.Terms.RetryPause : wait.Left, time, cancellation);
        return true;
    }

    /// <summary>What the world looks like after Do: at once where it failed, else as soon as it is so, until the attempt's time is up.</summary>
    private async Task<Seen> SettleAsync(Step step, string? failure, Wait wait, CancellationToken cancellation)
    {
        while (true)
        {
            var began = time.GetTimestamp();
            var seen = await attempt.ProbeAsync(step, wait.IsOver ? TimeSpan.FromSeconds(10) : wait.Left, cancellation);
            if (seen.Verdict == Verdict.Done || wait.IsOver || (failure is not null && seen.Verdict != Verdict.Unknown))
                return seen;

            await wait.PauseAsync(time.GetElapsedTime(began), cancellation);
        }
    }

    private ValueTask<string?> HoldAsync(Step step, string why) => recorder.TryAsync(new StepHeld(step.Id, why));
}
