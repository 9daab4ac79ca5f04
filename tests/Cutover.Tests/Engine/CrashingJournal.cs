using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>Kills the driver at an event: right after it was recorded, or right before.</summary>
internal sealed class CrashingJournal(
    IJournal inner, Func<JournalEntry, bool>? after = null, Func<JournalEntry, bool>? before = null) : IJournal
{
    private bool _dead;

    public IJournal Inner => inner;

    /// <summary>Kills the driver now.</summary>
    public void Crash()
    {
        _dead = true;
        throw new CrashException();
    }

    public async ValueTask AppendAsync(string run, JournalEntry entry, Request? answers, bool finishes, CancellationToken cancellation)
    {
        if (_dead || before?.Invoke(entry) == true)
            Crash();

        await inner.AppendAsync(run, entry, answers, finishes, cancellation);
        if (after?.Invoke(entry) == true)
            Crash();
    }

    public ValueTask<RunHeader> CreateAsync(string runbook, string environment, DateTimeOffset started, CancellationToken cancellation) =>
        inner.CreateAsync(runbook, environment, started, cancellation);

    public ValueTask<IReadOnlyList<RunHeader>> ListAsync(CancellationToken cancellation) => inner.ListAsync(cancellation);

    public ValueTask<long> TakeAsync(string run, string driver, CancellationToken cancellation) =>
        inner.TakeAsync(run, driver, cancellation);

    public ValueTask<IReadOnlyList<JournalEntry>> LoadAsync(string run, CancellationToken cancellation) =>
        inner.LoadAsync(run, cancellation);

    public ValueTask PostAsync(string run, Request request, CancellationToken cancellation) => inner.PostAsync(run, request, cancellation);

    public ValueTask<IReadOnlyList<Request>> InboxAsync(string run, CancellationToken cancellation) => inner.InboxAsync(run, cancellation);

    public ValueTask<string?> DriverAsync(string run, CancellationToken cancellation) => inner.DriverAsync(run, cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
