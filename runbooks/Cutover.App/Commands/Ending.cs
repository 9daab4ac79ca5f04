using Cutover.Engine;

namespace Cutover.App;

/// <summary>What is said and left behind when a driver lets go of a run.</summary>
internal sealed class Ending(Session session, IJournal journal, Runbook runbook)
{
    /// <summary>Writes the report, says what came out, and names how to go on where the run can.</summary>
    /// <param name="run">The run.</param>
    /// <param name="state">The state it was left in.</param>
    /// <param name="again">The command that goes on.</param>
    /// <param name="interrupted">Whether the operator stopped it.</param>
    public async Task<ExitCode> TellAsync(RunHeader run, RunState state, string again, bool interrupted)
    {
        var directory = new RunDirectory(session.Home, run.Run);
        var report = directory.WriteReport(runbook, await journal.LoadAsync(run.Run, CancellationToken.None));
        var faults = directory.RehearsalData()?.Faults ?? [];
        var code = Code(state, report, interrupted);
        if (code is ExitCode.Completed or ExitCode.TurnedBack && (faults.Length > 0 || report.Services.Any(IsWrong)))
            code = ExitCode.SaidNo;
        var output = session.Terminal.Out;
        await output.WriteLineAsync();
        var lines = Lines(report, state, code, again).Concat(faults.Select(fault => ("fault", fault)))
            .Append(("report", Session.Shown(directory.ReportTextFile))).ToList();
        var cells = lines.Max(line => line.Item1.Length);
        foreach (var (name, text) in lines)
            await output.WriteLineAsync($" {name.PadRight(cells)}  {EventText.Plain(text)}");

        return code;
    }

    private static ExitCode Code(RunState state, Report report, bool interrupted) => state.Outcome switch
    {
        Outcome.Completed => ExitCode.Completed,
        Outcome.Aborted => ExitCode.SaidNo,
        Outcome.TurnedBack => ExitCode.TurnedBack,
        Outcome.Stuck => ExitCode.Stuck,
        _ => interrupted ? ExitCode.Interrupted : ExitCode.Waits,
    };

    private static bool IsWrong(ServiceLedger service) => service.Lost > 0 || service.Duplicated > 0;

    private static IEnumerable<(string Name, string Text)> Lines(Report report, RunState state, ExitCode code, string again)
    {
        yield return ("outcome", code switch
        {
            ExitCode.Interrupted => $"interrupted; go on with: {again}",
            ExitCode.Waits => $"waits for a person, and none may come; answer, then go on with: {again}",
            ExitCode.Stuck => $"Stuck: {state.Why}",
            _ => $"{report.Outcome}: {report.Why}",
        });
        if (state.TurnBack is { From.Length: > 0 } turn)
            yield return ("from", turn.From);
        foreach (var waiting in state.Status == RunStatus.Ended ? [] : Waiting.Of(state))
        {
            yield return ("waits", waiting.What);
            foreach (var command in waiting.Commands)
                yield return ("", $"  {command}");
        }

        if (code == ExitCode.Stuck)
            yield return ("then", again);
        var announced = Spans.Planned(state.Runbook.Window);
        if (state.FirstFenceAt is not null)
            yield return ("window", $"{Seconds(report.Window.ActualS)} from the first fence, of {announced} announced");
        foreach (var service in report.Services)
            yield return (service.Name, Ledger(service));
        if (report.Services.Count > 0)
            yield return ("ledger", Verdict(report.Services));
    }

    private static string Ledger(ServiceLedger s) =>
        $"reads out {Spans.Outage(s.ReadOutageS, s.LongestReadOutageS)}, "
        + $"writes out {Spans.Outage(s.WriteOutageS, s.LongestWriteOutageS)}; "
        + $"{s.Requests} requests, {s.Errors} errors, {s.Acknowledged} writes";

    private static string Verdict(IReadOnlyList<ServiceLedger> services) =>
        $"lost {services.Sum(s => s.Lost)}, duplicated {services.Sum(s => s.Duplicated)}, stale reads {services.Sum(s => s.StaleReads)}, "
        + $"unknown {services.Sum(s => s.Unknown)}, late {services.Sum(s => s.Late)}";

    private static string Seconds(double? seconds) => seconds is { } known ? Spans.Measured(TimeSpan.FromSeconds(known)) : "unknown";
}
