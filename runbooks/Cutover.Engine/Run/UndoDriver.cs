using static Cutover.Engine.RunEvent;

namespace Cutover.Engine;

/// <summary>Takes one step back: compare with what the step made, restore, prove.</summary>
internal sealed class UndoDriver(Recorder recorder, Attempt attempt, TimeProvider time)
{
    public async Task RunAsync(Step step, CancellationToken cancellation)
    {
        if (attempt.IsLeftBehind(step))
        {
            await HoldAsync(step, "its effect did not stop when told to and may still be acting; end this driver, run the same command again, then retry this step");
            return;
        }

        var wait = new Wait(time, step.Terms.Deadline, step.Terms.Poll);
        var failures = 0;
        var why = "";
        while (true)
        {
            var began = time.GetTimestamp();
            var seen = await attempt.ProbeAsync(step, wait.IsOver ? TimeSpan.FromSeconds(10) : wait.Left, cancellation);
            if (await DecideAsync(step, seen, wait.IsOver || failures > step.Terms.Retries, why, cancellation))
                return;

            if (seen.Verdict is Verdict.Done or Verdict.HalfDone)
            {
                await recorder.TryAsync(new UndoIntended(step.Id, recorder.State[step].UndoAttempts + 1));
                why = await attempt.UndoAsync(step, wait.Left, cancellation) ?? "";
                failures += why.Length > 0 ? 1 : 0;
            }

            await wait.PauseAsync(time.GetElapsedTime(began), cancellation);
        }
    }

    /// <summary>Whether what was seen ends the undo, well or badly.</summary>
    private async Task<bool> DecideAsync(Step step, Seen seen, bool isOver, string why, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var before = recorder.State[step].Before!.Value;
        if (seen.Value is { } now && step.IsUndone(before, now))
        {
            await recorder.TryAsync(new UndoDone(step.Id, seen.Value, seen.Why));
            return true;
        }

        // Neither what the step made nor what was there before: somebody else changed it, and their change is not overwritten.
        if (seen.Verdict == Verdict.NotDone && (isOver || recorder.State[step].UndoAttempts == 0))
        {
            await HoldAsync(step, $"it was changed since by somebody else: before the step it was {before}, now it is {seen.Value}. Set it right by hand, then retry");
            return true;
        }

        if (!isOver)
            return false;

        await HoldAsync(step, why.Length > 0 ? $"{why} (seen after: {seen.Why})" : $"its prior state did not come back: {seen.Why}");
        return true;
    }

    private ValueTask<string?> HoldAsync(Step step, string why) => recorder.TryAsync(new UndoHeld(step.Id, why));
}
