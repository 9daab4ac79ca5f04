using Cutover.Engine;

namespace Cutover.App;

/// <summary><c>journal verify</c>: checks that nothing recorded was changed since.</summary>
internal static class JournalCommand
{
    public static async Task<ExitCode> VerifyAsync(Session session, string? name, CancellationToken cancellation)
    {
        await using var journal = session.ExistingJournal();
        IReadOnlyList<RunHeader> runs = name is null
            ? await journal.ListAsync(cancellation)
            : [await session.FindAsync(journal, name, cancellation)];
        if (runs.Count == 0)
            throw session.NoRun();

        foreach (var run in runs)
        {
            var entries = await journal.LoadAsync(run.Run, cancellation);
            var head = EventHash.Genesis;
            foreach (var entry in entries)
                head = EventHash.Of(head, run.Run, entry.Seq, entry.Epoch, EventHash.Time(entry.At), EventHash.Body(entry.Event));

            await session.Terminal.Out.WriteLineAsync($"{run.Run}: {entries.Count} events, unbroken; head {head}");
        }

        return ExitCode.Completed;
    }
}
