namespace Cutover.Engine;

/// <summary>Calls into effects: the only place where what they throw is caught, and where one that will not stop is left behind.</summary>
internal sealed class Attempt(Recorder recorder, Estate estate, TimeProvider time, IRunObserver observer, RunnerOptions options)
{
    private readonly HashSet<Step> _leftBehind = [];

    /// <summary>Whether a call of this step did not stop when told to and may still be acting.</summary>
    public bool IsLeftBehind(Step step) => _leftBehind.Contains(step);

    /// <summary>Looks. An exception, or no answer in time, is Unknown.</summary>
    public async Task<Seen> ProbeAsync(Step step, TimeSpan limit, CancellationToken cancellation)
    {
        var seen = new Seen(Verdict.Unknown, null, "");
        var failure = await CallAsync(step, limit, async (context, stop) => seen = await step.ProbeAsync(context, stop), cancellation);
        return failure is null ? seen : new Seen(Verdict.Unknown, null, $"it cannot be told: {failure}");
    }

    /// <summary>Calls Do. Returns null, or what went wrong; the probe decides what that means.</summary>
    public Task<string?> DoAsync(Step step, TimeSpan limit, CancellationToken cancellation) =>
        CallAsync(step, limit, (context, stop) => step.DoAsync(context, recorder.State[step].Before!.Value, stop), cancellation);

    /// <summary>Calls undo. Returns null, or what went wrong.</summary>
    public Task<string?> UndoAsync(Step step, TimeSpan limit, CancellationToken cancellation) =>
        CallAsync(step, limit, (context, stop) => step.UndoAsync(context, recorder.State[step].Before!.Value, stop), cancellation);

    private async Task<string?> CallAsync(Step step, TimeSpan limit, Func<StepContext, CancellationToken, ValueTask> call, CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            var work = call(Context(step), stop.Token);
            if (!work.IsCompletedSuccessfully)
                await StoppableAsync(step, work.AsTask(), stop.Token);

            return null;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested)
        {
            return $"it took longer than {limit.TotalSeconds:0.###} s and was stopped";
        }
        catch (JournalException)
        {
            throw;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return failure.Message;
        }
    }

    /// <summary>Waits for the call, and after it was told to stop only for the grace: code that ignores a cancellation must not hold the night.</summary>
    private async Task StoppableAsync(Step step, Task work, CancellationToken stop)
    {
        var stopped = new TaskCompletionSource();
        await using var told = stop.Register(stopped.SetResult);
        if (await Task.WhenAny(work, stopped.Task) == work)
        {
            await work;
            return;
        }

        using var enough = new CancellationTokenSource();
        if (await Task.WhenAny(work, Task.Delay(options.StopGrace, time, enough.Token)) != work)
        {
            _leftBehind.Add(step);
            throw new TimeoutException($"it did not stop within {options.StopGrace.TotalSeconds:0.#} s of being told to and may still be acting; end this driver and run the same command again");
        }

        await enough.CancelAsync();
        await work;
    }

    private StepContext Context(Step step) => new(
        new StepRun(recorder.Run, step.Id, recorder.State[step].Attempts, recorder.Epoch),
        step,
        estate,
        time,
        read => recorder.State[read].Value is { } value ? read.Parse(value) : null,
        line => observer.Said(step.Id, line));
}
