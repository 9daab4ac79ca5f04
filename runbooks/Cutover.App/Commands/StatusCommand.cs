using Cutover.Engine;

namespace Cutover.App;

/// <summary><c>status</c>: where a run is, read from its journal; asking disturbs nobody.</summary>
internal static class StatusCommand
{
    public static async Task<ExitCode> RunAsync(Session session, string? name, bool json, CancellationToken cancellation)
    {
        var runbook = session.Plan();
        await using var journal = session.ExistingJournal();
        var run = await session.FindAsync(journal, name, cancellation);
        var entries = await journal.LoadAsync(run.Run, cancellation);
        var state = RunLoader.Fold(runbook, entries);
        var driver = await journal.DriverAsync(run.Run, cancellation);
        var inbox = await journal.InboxAsync(run.Run, cancellation);
        if (json)
            await session.Terminal.Out.WriteLineAsync(ReportJson.Of(StatusJson.Of(run, state, driver, inbox)));
        else
            await DrawAsync(session, run, state, entries, driver, inbox);

        return ExitCode.Completed;
    }

    private static async Task DrawAsync(
        Session session, RunHeader run, RunState state, IReadOnlyList<JournalEntry> entries, string? driver, IReadOnlyList<Request> inbox)
    {
        var now = new RunNow(run.Run, state, session.Time.GetUtcNow(), new Dictionary<string, string>(StringComparer.Ordinal), null)
        {
            TurnedAt = entries.FirstOrDefault(entry => entry.Event is RunEvent.TurnBackBegan)?.At,
        };
        var console = session.Terminal.Console;
        console.Write(new RunFrame(now, Glyphs.For(console)).Draw(int.MaxValue));
        var output = session.Terminal.Out;
        await output.WriteLineAsync();
        await output.WriteLineAsync();
        var nobody = run.Finished ? " the run has ended" : " nobody drives it; go on with: ./cutover resume";
        await output.WriteLineAsync(driver is not null ? $" driven by {driver}" : nobody);
        foreach (var request in inbox)
        {
            var asked = EventText.Plain($"{request.Kind} {request.Step} by {request.By} {request.Text}");
            await output.WriteLineAsync($" not answered yet: {asked}");
        }
    }
}
