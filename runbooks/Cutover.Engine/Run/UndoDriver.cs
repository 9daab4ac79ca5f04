using static Cutover.Engine.RunEvent;

namespace Cutover.Engine;

/// <summary>Takes one step back: compare with what the step made, restore, prove.</summary>
internal sealed class UndoDriver(Recorder recorder, Attempt attempt, TimeProvider time)
{
    public async Task RunAsync(Step step, CancellationToken cancellation)
    {
        if (attempt.IsLeftBehind(step))
        {
            await HoldAsync(step, "its effect did not stop when told to and may still be acting; end this driver, run the same "
                + "command again, then retry this step");
            return;
        }

        var wait = new Wait(time, step.Terms.Deadline, step.Terms);
        var failures = 0;
        while (true)
        {
            var began = time.GetTimestamp();
            var seen = await attempt.ProbeAsync(step, wait.Look, cancellation);
            if (await EndsAsync(step, seen, wait))
                return;

            if (seen.Verdict is Verdict.Unknown or Verdict.NotDone)
            {
                await wait.PauseAsync(time.GetElapsedTime(began), cancellation);
                continue;
            }

            if (await ActAsync(step, wait, cancellation) is not { } why)
                return;

            if (++failures > step.Terms.Retries || wait.IsOver || attempt.IsLeftBehind(step))
            {
                await HoldAsync(step, why);
                return;
            }

            await wait.RestAsync(step.Terms.RetryPause, cancellation);
        }
    }

    /// <summary>Whether what was seen ends the undo, well or badly.</summary>
    private async Task<bool> EndsAsync(Step step, Seen seen, Wait wait)
    {
        if (attempt.IsUndone(step, seen))
        {
            await recorder.TryAsync(new UndoDone(step.Id, seen.Value, seen.Why));
            return true;
        }

        // Neither what the step made nor what was there before: somebody else changed it, and their change is not overwritten.
        var (before, undos) = (recorder.State[step].Before, recorder.State[step].UndoAttempts);
        if (seen.Verdict == Verdict.NotDone && (wait.IsOver || undos == 0))
        {
            await HoldAsync(
                step,
                "it was changed since by somebody else: "
                + $"before the step it was {before?.GetRawText()}, now it is {seen.Value?.GetRawText()}. Set it right by hand, then retry");
        }
        else if (wait.IsOver)
            await HoldAsync(step, $"its prior state did not come back: {seen.Why}");
        else
            return false;

        return true;
    }

    /// <summary>One attempt, from its intent to what its probe saw.</summary>
    /// <returns>Null where the undo is recorded as done, else what went wrong.</returns>
    private async Task<string?> ActAsync(Step step, Wait wait, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (await recorder.TryAsync(new UndoIntended(step.Id, recorder.State[step].UndoAttempts + 1)) is { } refusal)
            return refusal;

        var limit = Wait.Shorter(step.Terms.AttemptTimeout ?? wait.Left, wait.Left);
        var attempted = new Wait(time, limit, step.Terms);
        var failure = await attempt.UndoAsync(step, limit, cancellation);
        var seen = await attempt.SettleAsync(step, failure, attempted, now => attempt.IsUndone(step, now), cancellation);
        if (attempt.IsUndone(step, seen))
        {
            await recorder.TryAsync(new UndoDone(step.Id, seen.Value, seen.Why));
            return null;
        }

        return failure is null ? $"its prior state did not come back: {seen.Why}" : $"{failure} (seen after: {seen.Why})";
    }

    private ValueTask<string?> HoldAsync(Step step, string why) => recorder.TryAsync(new UndoHeld(step.Id, why));
}
