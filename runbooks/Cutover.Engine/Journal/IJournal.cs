namespace Cutover.Engine;

/// <summary>The durable record of runs; the only state there is.</summary>
/// <remarks>
/// Every member may throw <see cref="JournalException"/>, whose message says what is wrong with the journal and how to mend it.
/// </remarks>
public interface IJournal : IAsyncDisposable
{
    /// <summary>Creates a run.</summary>
    /// <exception cref="JournalException">The environment has an unfinished run.</exception>
    ValueTask<RunHeader> CreateAsync(string runbook, string environment, DateTimeOffset started, CancellationToken cancellation);

    /// <summary>All runs, oldest first.</summary>
    ValueTask<IReadOnlyList<RunHeader>> ListAsync(CancellationToken cancellation);

    /// <summary>Becomes the run's driver until this journal is disposed or the process dies.</summary>
    /// <param name="run">The run's name.</param>
    /// <param name="driver">Who drives, for a second driver to read: user, host and process.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The epoch: greater than that of any driver before.</returns>
    /// <exception cref="JournalHeldException">Another driver lives.</exception>
    ValueTask<long> TakeAsync(string run, string driver, CancellationToken cancellation);

    /// <summary>Appends an event, durable on return, in one transaction with the check that the epoch still holds.</summary>
    /// <param name="run">The run's name.</param>
    /// <param name="entry">The next event; its seq follows the last.</param>
    /// <param name="answers">The request that this event answers, which leaves the inbox in the same transaction.</param>
    /// <param name="finishes">Whether the run ends for good with it.</param>
    /// <param name="cancellation">Gives up before the transaction begins.</param>
    /// <exception cref="EpochLostException">A newer driver has taken the run.</exception>
    ValueTask AppendAsync(string run, JournalEntry entry, Request? answers, bool finishes, CancellationToken cancellation);

    /// <summary>The run's events in order, its chain of hashes checked.</summary>
    ValueTask<IReadOnlyList<JournalEntry>> LoadAsync(string run, CancellationToken cancellation);

    /// <summary>Puts a request into the run's inbox.</summary>
    ValueTask PostAsync(string run, Request request, CancellationToken cancellation);

    /// <summary>The requests that no event has answered yet, oldest first.</summary>
    ValueTask<IReadOnlyList<Request>> InboxAsync(string run, CancellationToken cancellation);

    /// <summary>Who drives the run now, or null where nobody does.</summary>
    ValueTask<string?> DriverAsync(string run, CancellationToken cancellation);
}
