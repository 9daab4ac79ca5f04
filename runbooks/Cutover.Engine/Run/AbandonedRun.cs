using static Cutover.Engine.RunEvent;

namespace Cutover.Engine;

/// <summary>
/// An unfinished run whose estate is gone. The plan it was begun with need not be there any more, so nothing is asked of it: a run may be
/// abandoned from whatever state it is in.
/// </summary>
public static class AbandonedRun
{
    /// <summary>Ends it.</summary>
    /// <param name="journal">Where it is recorded.</param>
    /// <param name="run">The run's name.</param>
    /// <param name="driver">Who ends it.</param>
    /// <param name="why">What became of its estate, as a sentence.</param>
    /// <param name="time">The only clock.</param>
    /// <param name="cancellation">Gives up before it is recorded.</param>
    /// <exception cref="JournalException">The journal cannot be used, or another driver lives.</exception>
    public static async Task EndAsync(
        IJournal journal, string run, string driver, string why, TimeProvider time, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(time);
        var epoch = await journal.TakeAsync(run, driver, cancellation);
        var entries = await journal.LoadAsync(run, cancellation);
        var ended = new RunEnded(Outcome.Abandoned, why);
        var entry = new JournalEntry(entries is [.., var last] ? last.Seq + 1 : 1, epoch, time.GetUtcNow(), ended);
        await journal.AppendAsync(run, entry, answers: null, finishes: true, cancellation);
    }
}
