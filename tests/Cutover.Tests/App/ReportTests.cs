using System.Text.Json;
using Cutover.App;
using Cutover.Engine;
using Microsoft.Data.Sqlite;

namespace Cutover.Tests;

public sealed class ReportTests : IDisposable
{
    private static readonly string[] Top =
        ["run", "runbook", "hash", "environment", "outcome", "window", "services", "steps", "turned_back_from"];

    private static readonly string[] Window = ["planned_s", "actual_s"];
    private static readonly string[] Step = ["id", "phase", "planned_s", "actual_s", "attempts", "finding"];
    private static readonly string[] Service =
    [
        "name", "read_outage_s", "write_outage_s", "requests", "errors", "acknowledged", "unknown", "late", "stale_reads", "lost",
        "duplicated",
    ];

    private readonly Desk _desk = new();

    [Fact]
    public async Task It_has_every_field_that_was_promised()
    {
        await _desk.RunAsync("rehearse");
        using var report = JsonDocument.Parse(_desk.Report("report.json"));
        var root = report.RootElement;
        Assert.Subset(Names(root), Top.ToHashSet(StringComparer.Ordinal));
        Assert.Subset(Names(root.GetProperty("window")), Window.ToHashSet(StringComparer.Ordinal));
        Assert.All(root.GetProperty("steps").EnumerateArray(), step => Assert.Subset(Names(step), Step.ToHashSet(StringComparer.Ordinal)));
        var services = root.GetProperty("services").EnumerateArray();
        Assert.All(services, service => Assert.Subset(Names(service), Service.ToHashSet(StringComparer.Ordinal)));
        Assert.Equal(JsonValueKind.Null, root.GetProperty("turned_back_from").ValueKind);
        Assert.Equal(0.25, root.GetProperty("services")[0].GetProperty("write_outage_s").GetDouble());
        Assert.Contains("| wiki | 0 ms | 250 ms (200 ms at a stretch) | 40 |", _desk.Report("report.md"), StringComparison.Ordinal);
        Assert.Equal(3, root.GetProperty("rehearsal").GetProperty("figures").GetProperty("files").GetInt32());
        Assert.InRange(root.GetProperty("window").GetProperty("actual_s").GetDouble(), 0.001, 20);
    }

    [Fact]
    public async Task A_run_that_turned_back_names_the_step_what_was_undone_and_what_stays()
    {
        _desk.World.Set("differs");
        await _desk.RunAsync("rehearse");
        using var report = JsonDocument.Parse(_desk.Report("report.json"));
        Assert.Equal("wiki.same", report.RootElement.GetProperty("turned_back_from").GetString());
        var undone = report.RootElement.GetProperty("undone").EnumerateArray().Select(step => step.GetProperty("id").GetString());
        Assert.Equal(["wiki.rest", "wiki.fence", "wiki.copy"], undone, StringComparer.Ordinal);
        var page = _desk.Report("report.md");
        Assert.Contains("## Turned back from wiki.same", page, StringComparison.Ordinal);
        Assert.Contains("- announce: people were told", page, StringComparison.Ordinal);
        Assert.Contains("1 row differs", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_made_again_to_the_letter()
    {
        await _desk.RunAsync("rehearse");
        var (json, page) = (_desk.Report("report.json"), _desk.Report("report.md"));
        File.Delete(Path.Combine(_desk.Home, "runs", "latest", "report.json"));
        File.Delete(Path.Combine(_desk.Home, "runs", "latest", "report.md"));

        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("report", "--json"));
        Assert.Equal(json, _desk.Out);
        Assert.Equal(json, _desk.Report("report.json"));
        Assert.Equal(page, _desk.Report("report.md"));
    }

    [Fact]
    public async Task Its_head_is_the_journals_own()
    {
        await _desk.RunAsync("rehearse");
        await using var journal = new SqliteConnection($"Data Source={Path.Combine(_desk.Home, "journal.db")};Pooling=False");
        await journal.OpenAsync(TestContext.Current.CancellationToken);
        await using var last = journal.CreateCommand();
        last.CommandText = "select hash from event order by seq desc limit 1";
        var head = (string?)await last.ExecuteScalarAsync(TestContext.Current.CancellationToken);

        using var report = JsonDocument.Parse(_desk.Report("report.json"));
        Assert.Equal(head, report.RootElement.GetProperty("journal").GetProperty("head").GetString());
        await _desk.RunAsync("journal", "verify");
        Assert.Contains($"unbroken; head {head}", _desk.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Latest_points_at_the_newest_run_by_a_relative_link()
    {
        await _desk.RunAsync("rehearse", "--turn-back-from", "announce");
        await _desk.RunAsync("rehearse", "--turn-back-from", "announce");
        var link = new DirectoryInfo(Path.Combine(_desk.Home, "runs", "latest"));
        Assert.EndsWith("-2", link.LinkTarget, StringComparison.Ordinal);
        Assert.False(Path.IsPathRooted(link.LinkTarget!));
        Assert.DoesNotContain(Directory.GetDirectories(Path.Combine(_desk.Home, "runs")), name => Path.GetFileName(name).StartsWith('.'));
    }

    [Fact]
    public async Task Notes_and_votes_stand_in_it_with_who_and_when()
    {
        await _desk.RunAsync("run", "--environment", "staging", "--unattended");
        await _desk.RunAsync("note", "the queue | is long", "--by", "ann");
        await _desk.RunAsync("vote", "go", "no", "--role", "commander", "--by", "bob", "--reason", "not tonight");
        Assert.Equal(ExitCode.SaidNo, await _desk.RunAsync("resume", "--unattended"));
        Assert.Contains("| ann | note by ann: the queue \\| is long |", _desk.Report("report.md"), StringComparison.Ordinal);
        Assert.Contains("| bob | go: NO from commander (bob): not tonight |", _desk.Report("report.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<img src=x onerror=\"alert(1)\">", "&lt;img src=x onerror=\"alert(1)\"&gt;")]
    [InlineData("550 `rm` [here](https://evil.example) & *more*", "550 \\`rm\\` \\[here\\](https://evil.example) &amp; \\*more\\*")]
    [InlineData("see www.lab.test, a_b, _e_, ~~c~~ \\ d", "see www.lab.test, a_b, \\_e\\_, \\~\\~c\\~\\~ \\\\ d")]
    [InlineData("# not a title", "\\# not a title")]
    [InlineData("12. not a list", "12\\. not a list")]
    public async Task What_others_wrote_is_shown_and_marks_nothing_up(string said, string shown)
    {
        await _desk.RunAsync("run", "--environment", "staging", "--unattended");
        await _desk.RunAsync("turn-back", "--reason", said);
        Assert.Equal(ExitCode.SaidNo, await _desk.RunAsync("resume", "--unattended"));
        var page = _desk.Report("report.md");
        Assert.Contains($"\n\n{shown}\n\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains("plan `", page, StringComparison.Ordinal);
    }

    public void Dispose() => _desk.Dispose();

    private static HashSet<string> Names(JsonElement element) =>
        element.EnumerateObject().Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
}
