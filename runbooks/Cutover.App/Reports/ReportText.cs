using System.Globalization;
using System.Text;

namespace Cutover.App;

/// <summary>A report as a page to read.</summary>
internal static class ReportText
{
    public static string Of(Report report)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# {report.Run}: {report.Outcome}\n\n");
        if (report.Why.Length > 0)
            page.Append(CultureInfo.InvariantCulture, $"{MarkdownText.Of(report.Why)}\n\n");
        Facts(page, report);
        Services(page, report.Services);
        Steps(page, "Steps", report.Steps);
        TurnedBack(page, report);
        Remarks(page, report);
        People(page, "People", report.People);
        People(page, "Drivers", report.Drivers);
        page.Append("## Journal\n\n");
        page.Append(CultureInfo.InvariantCulture, $"{report.Journal.Events} events. The last one's hash covers all before it:\n");
        page.Append(CultureInfo.InvariantCulture, $"`{report.Journal.Head}`\n");
        return page.ToString();
    }

    private static void Facts(StringBuilder page, Report report)
    {
        Row(page, "what", "value");
        Row(page, "---", "---");
        Row(page, "runbook", $"{MarkdownText.Of(report.Runbook)}, plan `{report.Hash}`");
        Row(page, "environment", $"{MarkdownText.Of(report.Environment)}, estate `{report.EstateHash}`");
        Row(page, "build", MarkdownText.Of(report.Build ?? ""));
        Row(page, "started, ended", $"{Time(report.Started)}, {Time(report.Ended)}");
        Row(page, "outage by the fences", $"{Seconds(report.Window.ActualS)} of {Seconds(report.Window.PlannedS)} announced");
        page.Append('\n');
    }

    private static void Services(StringBuilder page, IReadOnlyList<ServiceLedger> services)
    {
        page.Append("## Services, as their users saw them\n\n");
        if (services.Count == 0)
        {
            page.Append("Nothing measured them from outside in this run.\n\n");
            return;
        }

        Row(
            page, "service", "reads out", "writes out", "requests", "errors", "acknowledged",
            "unknown", "late", "stale reads", "lost", "duplicated");
        Row(page, "---", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:");
        foreach (var s in services)
        {
            Row(
                page, MarkdownText.Of(s.Name), Spans.Outage(s.ReadOutageS, s.LongestReadOutageS),
                Spans.Outage(s.WriteOutageS, s.LongestWriteOutageS), N(s.Requests), N(s.Errors),
                N(s.Acknowledged), N(s.Unknown), N(s.Late), N(s.StaleReads), N(s.Lost), N(s.Duplicated));
        }

        page.Append('\n');
    }

    private static void Steps(StringBuilder page, string title, IReadOnlyList<Report.StepReport> steps)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n");
        Row(page, "step", "phase", "status", "planned", "actual", "attempts", "finding");
        Row(page, "---", "---", "---", "--:", "--:", "--:", "---");
        foreach (var step in steps)
        {
            Row(
                page, step.Id, step.Phase, step.Status, Seconds(step.PlannedS), Seconds(step.ActualS), N(step.Attempts),
                MarkdownText.Of(step.Finding));
        }

        page.Append('\n');
    }

    private static void TurnedBack(StringBuilder page, Report report)
    {
        if (report.TurnedBackFrom is null)
            return;

        var from = report.TurnedBackFrom.Length > 0 ? $" from {MarkdownText.Of(report.TurnedBackFrom)}" : "";
        page.Append(CultureInfo.InvariantCulture, $"## Turned back{from}\n\n{MarkdownText.Of(report.TurnedBackWhy ?? "")}\n\n");
        if (report.Undone.Count > 0)
            Steps(page, "Taken back", report.Undone);
        if (report.Stays.Count == 0)
            return;

        page.Append("## What stays\n\n");
        foreach (var step in report.Stays)
            page.Append(CultureInfo.InvariantCulture, $"- {step.Id}: {MarkdownText.Of(step.Reason)}\n");
        page.Append('\n');
    }

    private static void Remarks(StringBuilder page, Report report)
    {
        if (report.Rehearsal is null)
            return;

        page.Append("## The rehearsal\n\n");
        foreach (var remark in report.Rehearsal.Remarks)
            page.Append(CultureInfo.InvariantCulture, $"- {MarkdownText.Of(remark)}\n");
        if (report.Rehearsal.Figures is { } figures)
            page.Append(CultureInfo.InvariantCulture, $"\n```json\n{figures.ToJsonString(ReportJson.Options)}\n```\n");
        page.Append('\n');
    }

    private static void People(StringBuilder page, string title, IReadOnlyList<Report.PeopleLine> lines)
    {
        if (lines.Count == 0)
            return;

        page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n");
        Row(page, "at", "by", "what");
        Row(page, "---", "---", "---");
        foreach (var line in lines)
            Row(page, Time(line.At), MarkdownText.Of(line.By), MarkdownText.Of(line.What));
        page.Append('\n');
    }

    /// <summary>Cells that are Markdown already; what comes from elsewhere goes through <see cref="MarkdownText"/> before.</summary>
    private static void Row(StringBuilder page, params ReadOnlySpan<string> cells)
    {
        page.Append('|');
        foreach (var cell in cells)
            page.Append(CultureInfo.InvariantCulture, $" {cell} |");
        page.Append('\n');
    }

    private static string Time(DateTimeOffset? at) =>
        at is { } known ? known.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : "-";

    private static string Seconds(double? seconds) =>
        seconds is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:0.###} s") : "-";

    private static string N(long number) => number.ToString(CultureInfo.InvariantCulture);
}
