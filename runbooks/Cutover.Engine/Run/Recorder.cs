namespace Cutover.Engine;

/// <summary>The one place where events are written: checked against the state, made durable, then applied.</summary>
internal sealed class Recorder(IJournal journal, string run, TimeProvider time, Watcher watcher, RunState start) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>The run's name.</summary>
    public string Run => run;

    /// <summary>The state after the last event on disk.</summary>
    public RunState State { get; private set; } = start;

    /// <summary>This driver's fencing token.</summary>
    public long Epoch { get; set; }

    /// <summary>Records an event that must be possible.</summary>
    public async ValueTask MustAsync(RunEvent happened)
    {
        if (await TryAsync(happened) is { } refusal)
            throw new InvalidOperationException($"The run '{run}' cannot record {happened}: {refusal}.");
    }

    /// <summary>Records an event if the state allows it.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="answers">The request that it answers.</param>
    /// <param name="unless">A reason of the asker's own to refuse, asked at the moment of writing.</param>
    /// <returns>Null where it was recorded, else why it cannot happen now: the run has gone elsewhere meanwhile.</returns>
    public async ValueTask<string?> TryAsync(RunEvent happened, Request? answers = null, Func<RunState, string?>? unless = null)
    {
        // Not cancellable: what has happened is recorded also while the driver stops.
        await _oneAtATime.WaitAsync(CancellationToken.None);
        try
        {
            var entry = new JournalEntry(State.Seq + 1, Epoch, time.GetUtcNow(), happened);
            if (unless?.Invoke(State) is { } objection)
                return objection;
            if (!State.TryApply(entry, out var next, out var refusal))
                return refusal;

            var finishes = next.Status == RunStatus.Ended && State.Status != RunStatus.Ended;
            await journal.AppendAsync(run, entry, answers, finishes, CancellationToken.None);
            State = next;
            watcher.Recorded(next, entry);
            return null;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();
}
