using System.Text.Json;
using static Cutover.Engine.RunEvent;

namespace Cutover.Engine;

/// <summary>The life of one step: probe, intent, Do, probe, until Done or held.</summary>
/// <param name="recorder">What has happened.</param>
/// <param name="attempt">Calls into effects.</param>
/// <param name="facts">What a step leans on.</param>
/// <param name="time">The clock.</param>
/// <param name="hasRoom">Whether a step's limits let it look or act beside those that run now.</param>
internal sealed class StepDriver(Recorder recorder, Attempt attempt, Facts facts, TimeProvider time, Func<Step, bool> hasRoom)
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement<object?>(null);

    private readonly HashSet<Step> _resting = [];

    /// <summary>Whether it only waits for its next look. Meanwhile it keeps nobody from what it shares with them.</summary>
    public bool IsResting(Step step) => _resting.Contains(step);

    public async Task RunAsync(Step step, CancellationToken cancellation)
    {
        if (attempt.IsLeftBehind(step))
        {
            await HoldAsync(step, "an earlier attempt did not stop when told to and may still be acting; end this driver, run the "
                + "same command again, then retry");
            return;
        }

        var wait = new Wait(time, step.Terms.Deadline, step.Terms);
        while (true)
        {
            var began = time.GetTimestamp();
            var seen = await attempt.ProbeAsync(step, wait.Look, cancellation);
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

            var isNew = recorder.State[step].Status == StepStatus.Pending;
            if (isNew && await recorder.TryAsync(new StepWaiting(step.Id, seen.Why)) is not null)
                return;

            await RestAsync(step, wait, time.GetElapsedTime(began), cancellation);
        }
    }

    private async Task RestAsync(Step step, Wait wait, TimeSpan looking, CancellationToken cancellation)
    {
        _resting.Add(step);
        try
        {
            do
                await wait.PauseAsync(looking, cancellation);
            while (!wait.IsOver && !hasRoom(step));
        }
        finally
        {
            _resting.Remove(step);
        }
    }

    /// <summary>One attempt, from its intent to what its probe saw.</summary>
    /// <returns>Whether to look and perhaps try again.</returns>
    private async Task<bool> ActAsync(Step step, Seen before, Wait wait, CancellationToken cancellation)
    {
        // A driver may have died between the last failure and saying that it was the last.
        if (recorder.State[step] is { Failures: var failures, Why: var last } && failures > step.Terms.Retries)
        {
            await HoldAsync(step, last);
            return false;
        }

        // A step that a crash left half done is finished first; one that is about to begin leans on its facts anew.
        var isHalf = before.Verdict == Verdict.HalfDone && recorder.State[step].WasTried;
        if (!isHalf && !step.IsBack)
        {
            var asked = time.GetTimestamp();
            if (!await facts.HoldAsync(step, cancellation))
                return false;

            wait.Forgive(time.GetElapsedTime(asked));
        }

        cancellation.ThrowIfCancellationRequested();
        var number = recorder.State[step].Attempts + 1;
        var intent = new StepIntended(step.Id, number, $"{recorder.Run}/{step.Id}", before.Value ?? Nothing);
        if (await recorder.TryAsync(intent) is { } refusal)
        {
            await HoldAsync(step, refusal);
            return false;
        }

        return await TryAsync(step, number, wait, cancellation);
    }

    private async Task<bool> TryAsync(Step step, int number, Wait wait, CancellationToken cancellation)
    {
        var limit = Wait.Shorter(step.Terms.AttemptTimeout ?? wait.Left, wait.Left);
        var attempted = new Wait(time, limit, step.Terms);
        var failure = await attempt.DoAsync(step, limit, cancellation);
        var seen = await attempt.SettleAsync(step, failure, attempted, now => now.Verdict == Verdict.Done, cancellation);
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

        await wait.RestAsync(step.Terms.RetryPause, cancellation);
        return true;
    }

    private ValueTask<string?> HoldAsync(Step step, string why) => recorder.TryAsync(new StepHeld(step.Id, why));
}
