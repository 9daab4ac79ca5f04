namespace Cutover.App;

/// <summary><c>report</c>: makes a run's report again from its journal, and prints it.</summary>
internal static class ReportCommand
{
    public static async Task<ExitCode> RunAsync(Session session, string? name, bool json, CancellationToken cancellation)
    {
        var runbook = session.Plan();
        await using var journal = session.ExistingJournal();
        var run = await session.FindAsync(journal, name, cancellation);
        var directory = new RunDirectory(session.Home, run.Run);
        var report = directory.WriteReport(runbook, await journal.LoadAsync(run.Run, cancellation));
        await session.Terminal.Out.WriteAsync(json ? ReportJson.Of(report) + "\n" : ReportText.Of(report));
        return ExitCode.Completed;
    }
}
