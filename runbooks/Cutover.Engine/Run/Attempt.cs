namespace Cutover.Engine;

/// <summary>Calls into effects: the only place where what they throw is caught, and where one that will not stop is left behind.</summary>
internal sealed class Attempt(Recorder recorder, Estate estate, TimeProvider time, Watcher watcher, TimeSpan stopGrace)
{
    /// <summary>How often people are told what a change still lacks.</summary>
    private static readonly TimeSpan BetweenWords = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Step, Task> _leftBehind = [];

    /// <summary>Whether a change that this step was making did not stop when told to and may still be acting.</summary>
    public bool IsLeftBehind(Step step) => _leftBehind.TryGetValue(step, out var work) && !work.IsCompleted;

    /// <summary>Looks. An exception, or no answer in time, is Unknown.</summary>
    public async Task<Seen> ProbeAsync(Step step, TimeSpan limit, CancellationToken cancellation)
    {
        var seen = new Seen(Verdict.Unknown, null, "");
        var failure = await CallAsync(step, limit, acts: false, LookAsync, cancellation);
        return failure is null ? seen : new Seen(Verdict.Unknown, null, $"it cannot be told: {failure}");

        async ValueTask LookAsync(StepContext context, CancellationToken stop) => seen = await step.ProbeAsync(context, stop);
    }

    /// <summary>Calls Do. Returns null, or what went wrong; the probe decides what that means.</summary>
    public Task<string?> DoAsync(Step step, TimeSpan limit, CancellationToken cancellation) =>
        CallAsync(step, limit, acts: true, (context, stop) => step.DoAsync(context, Before(step), stop), cancellation);

    /// <summary>Calls undo. Returns null, or what went wrong.</summary>
    public Task<string?> UndoAsync(Step step, TimeSpan limit, CancellationToken cancellation) =>
        CallAsync(step, limit, acts: true, (context, stop) => step.UndoAsync(context, Before(step), stop), cancellation);

    /// <summary>
    /// What the world looks like after a change: at once where it failed, else as soon as it is so, until the attempt's time is up.
    /// </summary>
    public async Task<Seen> SettleAsync(Step step, string? failure, Wait wait, Func<Seen, bool> isSo, CancellationToken cancellation)
    {
        long? said = null;
        while (true)
        {
            var began = time.GetTimestamp();
            var seen = await ProbeAsync(step, wait.Look, cancellation);
            if (isSo(seen) || wait.IsOver || (failure is not null && seen.Verdict != Verdict.Unknown))
                return seen;

            if (said is null || time.GetElapsedTime(said.Value) > BetweenWords)
            {
                said = time.GetTimestamp();
                watcher.Said(step.Id, $"not so yet: {seen.Why}");
            }

            await wait.PauseAsync(time.GetElapsedTime(began), cancellation);
        }
    }

    /// <summary>Whether what was seen is what was there before the step.</summary>
    public bool IsUndone(Step step, Seen seen)
    {
        try
        {
            return seen.Value is { } now && step.IsUndone(Before(step), now);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            watcher.Said(step.Id, $"what was there before cannot be compared with what is there now: {failure.Message}");
            return false;
        }
    }

    private System.Text.Json.JsonElement Before(Step step) => recorder.State[step].Before!.Value;

    private async Task<string?> CallAsync(
        Step step, TimeSpan limit, bool acts, Func<StepContext, CancellationToken, ValueTask> call, CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            var context = Context(step);
            var work = call(context, stop.Token);
            if (!work.IsCompletedSuccessfully)
                await StoppableAsync(context, step, acts, work.AsTask(), stop.Token);

            return null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Told to stop by the run, not by its own time: that is no failure, and the probe decides what was left.
            cancellation.ThrowIfCancellationRequested();
            var late = timer.IsCancellationRequested ? $"it took longer than {limit.TotalSeconds:0.###} s and was stopped" : null;
            return late is null ? failure.Message : failure is OperationCanceledException ? late : $"{late}: {failure.Message}";
        }
    }

    /// <summary>
    /// Waits for the call, and after it was told to stop only for the grace: code that ignores it must not hold the night.
    /// </summary>
    private async Task StoppableAsync(StepContext context, Step step, bool acts, Task work, CancellationToken stop)
    {
        var told = new TaskCompletionSource();
        await using var telling = stop.Register(told.SetResult);
        if (await Task.WhenAny(work, told.Task) == work)
        {
            await work;
            return;
        }

        var grace = stopGrace + context.Finishes;
        if (await IsLateAsync(work, grace))
        {
            if (acts)
                _leftBehind[step] = work;

            var sentence = $"it did not stop within {grace.TotalSeconds:0.#} s of being told to and may still be acting; "
                + "end this driver and run the same command again";
            watcher.Said(step.Id, sentence);
            throw new TimeoutException(sentence);
        }

        await work;
    }

    private async Task<bool> IsLateAsync(Task work, TimeSpan grace)
    {
        using var enough = new CancellationTokenSource();
        var late = await Task.WhenAny(work, Task.Delay(grace, time, enough.Token)) != work;
        Stop(enough);
        return late;
    }

    /// <summary>Cancels here and now: on another thread it would make a simulated night unrepeatable.</summary>
    public static void Stop(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException)
        {
            // An effect's own answer to being stopped has failed; its probe decides what it left.
        }
    }

    private StepContext Context(Step step) => new(
        new StepRun(recorder.Run, step.Id, recorder.State[step].Attempts, recorder.Epoch),
        step,
        estate,
        time,
        read => recorder.State[read].Value is { } value ? read.Parse(value) : null,
        line => watcher.Said(step.Id, line));
}
