using Cutover.App;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>docs/exit-codes.md, held through the program's own entry.</summary>
public sealed class ExitCodeTests : IDisposable
{
    private readonly Desk _desk = new();

    [Fact]
    public async Task A_completed_rehearsal_ends_with_0_and_leaves_nothing_up()
    {
        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("rehearse"));
        Assert.Contains("outcome  Completed: every step is done", _desk.Out, StringComparison.Ordinal);
        Assert.False(_desk.Rehearsal.IsUp);
        Assert.True(_desk.World.Has("retired"));
    }

    [Fact]
    public async Task A_broken_plan_ends_with_2_and_every_rule_at_once()
    {
        _desk.Change = night => night with { Plan = SmallNight.BrokenPlan };
        Assert.Equal(ExitCode.Wrong, await _desk.RunAsync("plan"));
        Assert.Contains("[fence-sealed]", _desk.Error, StringComparison.Ordinal);
        Assert.Contains("[go-first]", _desk.Error, StringComparison.Ordinal);
        Assert.Contains("[way-back]", _desk.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_whose_code_fails_ends_with_2_and_one_sentence()
    {
        _desk.Change = night => night with { Plan = () => throw new KeyNotFoundException("there is no 'wiki'") };
        Assert.Equal(ExitCode.Wrong, await _desk.RunAsync("plan"));
        Assert.Equal("The plan of 'small' cannot be built: there is no 'wiki'", _desk.Error.Trim());
    }

    [Theory]
    [InlineData("no-such-command")]
    [InlineData("rehearse --size huge")]
    [InlineData("rehearse --turn-back-from nowhere")]
    [InlineData("rehearse --again")]
    [InlineData("rehearse --turn-back-from each --again")]
    [InlineData("run")]
    [InlineData("run --environment nowhere")]
    [InlineData("run --environment ../staging")]
    [InlineData("run --environment lab")]
    [InlineData("run --environment production")]
    [InlineData("plan --environment nowhere")]
    [InlineData("plan --environment ../production")]
    [InlineData("vote go perhaps --role commander")]
    [InlineData("skip wiki.rest")]
    [InlineData("status")]
    [InlineData("resume")]
    public async Task Wrong_arguments_end_with_2_and_begin_nothing(string line)
    {
        _desk.WriteEstate("production");
        Assert.Equal(ExitCode.Wrong, await _desk.RunAsync(line.Split(' ')));
        Assert.NotEmpty(_desk.Error);
        Assert.Empty(Directory.GetFiles(_desk.Folder));
    }

    [Fact]
    public async Task Production_refuses_sqlite_in_one_sentence()
    {
        _desk.WriteEstate("production");
        await _desk.RunAsync("run", "--environment", "production");
        Assert.StartsWith("Production refuses the SQLite journal", _desk.Error, StringComparison.Ordinal);
        Assert.Single(_desk.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_no_at_the_gate_before_the_first_fence_ends_with_3()
    {
        _desk.Rehearsal = new SmallRehearsal(_desk.Folder) { SaysNo = true };
        Assert.Equal(ExitCode.SaidNo, await _desk.RunAsync("rehearse"));
        Assert.Contains("Aborted", _desk.Out, StringComparison.Ordinal);
        Assert.False(_desk.World.Has("fenced"));
    }

    [Fact]
    public async Task A_ledger_with_a_lost_write_ends_with_3_although_every_step_is_done()
    {
        _desk.Rehearsal = new SmallRehearsal(_desk.Folder) { Lost = 1 };
        Assert.Equal(ExitCode.SaidNo, await _desk.RunAsync("rehearse"));
        Assert.Contains("lost 1", _desk.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_proof_turns_a_rehearsal_back_with_4()
    {
        _desk.World.Set("differs");
        Assert.Equal(ExitCode.TurnedBack, await _desk.RunAsync("rehearse"));
        Assert.Contains("from     wiki.same", _desk.Out, StringComparison.Ordinal);
        Assert.False(_desk.World.Has("fenced"));
    }

    [Fact]
    public async Task A_failing_effect_turns_a_rehearsal_back_with_4()
    {
        _desk.World.Set("jammed-rest");
        Assert.Equal(ExitCode.TurnedBack, await _desk.RunAsync("rehearse"));
        Assert.False(_desk.World.Has("fenced"));
    }

    [Theory]
    [InlineData("announce", ExitCode.SaidNo)]
    [InlineData("go", ExitCode.SaidNo)]
    [InlineData("wiki.fence", ExitCode.TurnedBack)]
    [InlineData("wiki.open", ExitCode.TurnedBack)]
    public async Task A_rehearsal_turns_back_from_the_step_it_was_told(string step, ExitCode expected)
    {
        Assert.Equal(expected, await _desk.RunAsync("rehearse", "--turn-back-from", step));
        Assert.Contains($"from     {step}", _desk.Out, StringComparison.Ordinal);
        Assert.False(_desk.World.Has("fenced"));
        Assert.False(_desk.World.Has("retired"));
        Assert.Equal(step == "wiki.open", _desk.World.Has("drained"));
    }

    [Fact]
    public async Task An_undo_that_fails_ends_with_5_and_goes_on_when_it_is_mended()
    {
        _desk.World.Set("differs");
        _desk.World.Set("stuck-fenced");
        Assert.Equal(ExitCode.Stuck, await _desk.RunAsync("rehearse"));
        Assert.Contains("./cutover retry wiki.fence", _desk.Out, StringComparison.Ordinal);
        Assert.True(_desk.Rehearsal.IsUp);

        _desk.World.Clear("stuck-fenced");
        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("retry", "wiki.fence"));
        Assert.Equal(ExitCode.TurnedBack, await _desk.RunAsync("resume"));
        Assert.True(_desk.Rehearsal.Starts[^1].GoesOn);
        Assert.False(_desk.World.Has("fenced"));
    }

    [Fact]
    public async Task A_damaged_journal_ends_with_5_and_says_which_file()
    {
        await _desk.RunAsync("rehearse");
        await File.WriteAllTextAsync(Path.Combine(_desk.Home, "journal.db"), "not a journal", TestContext.Current.CancellationToken);
        foreach (var left in (string[])["journal.db-wal", "journal.db-shm"])
            File.Delete(Path.Combine(_desk.Home, left));

        Assert.Equal(ExitCode.Stuck, await _desk.RunAsync("journal", "verify"));
        Assert.Contains("journal.db is damaged", _desk.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_driver_ends_with_6_and_names_the_first()
    {
        _desk.World.Set("slow-copied");
        using var stop = new CancellationTokenSource();
        var first = _desk.RunAsync(stop.Token, "run", "--environment", "staging");
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(_desk.Folder, "announced")));

        Assert.Equal(ExitCode.Held, await _desk.RunAsync("run", "--environment", "staging"));
        Assert.Contains($"process {Environment.ProcessId}", _desk.Error, StringComparison.Ordinal);
        await stop.CancelAsync();
        Assert.Equal(ExitCode.Interrupted, await first);
    }

    [Fact]
    public async Task A_gate_that_nobody_answers_ends_an_unattended_run_with_7()
    {
        Assert.Equal(ExitCode.Waits, await _desk.RunAsync("run", "--environment", "staging", "--unattended"));
        Assert.Contains("./cutover vote go go --role commander", _desk.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Votes_from_another_process_let_an_unattended_run_go_on()
    {
        await _desk.RunAsync("run", "--environment", "staging", "--unattended");
        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("vote", "go", "go", "--role", "commander"));
        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("vote", "go", "go", "--role", "wiki", "--by", "ann"));
        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("run", "--environment", "staging", "--unattended"));
        Assert.Contains("GO from wiki (ann)", _desk.Report("report.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_rehearsal_ends_with_130_and_goes_on_as_it_was_begun()
    {
        await InterruptedAsync();
        Assert.Contains("go on with: ./cutover rehearse", _desk.Out, StringComparison.Ordinal);
        Assert.Contains("\"outcome\": \"Unfinished\"", _desk.Report("report.json"), StringComparison.Ordinal);

        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("rehearse"));
        var again = _desk.Rehearsal.Starts[1];
        Assert.Equal((RehearsalSize.Small, 7, true), (again.Options.Size, again.Options.Seed, again.GoesOn));
        Assert.Single(Directory.GetDirectories(Path.Combine(_desk.Home, "runs"), "lab-*"));
    }

    [Fact]
    public async Task A_rehearsal_whose_estate_is_gone_is_given_up_and_another_begins()
    {
        await InterruptedAsync();
        _desk.Rehearsal.Gone = "the folder was made anew since.";

        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("rehearse", "--seed", "8"));

        Assert.Contains("-1 cannot go on: the folder was made anew since. It is given up.", _desk.Out, StringComparison.Ordinal);
        Assert.Equal((8, false), (_desk.Rehearsal.Starts[^1].Options.Seed, _desk.Rehearsal.Starts[^1].GoesOn));
        var runs = Directory.GetDirectories(Path.Combine(_desk.Home, "runs"), "lab-*").Select(Path.GetFileName).Order().ToList();
        Assert.Equal(2, runs.Count);
        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("report", runs[0]!));
        Assert.Contains("Abandoned", _desk.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_resume_a_rehearsal_whose_estate_is_gone_begins_none()
    {
        await InterruptedAsync();
        _desk.Rehearsal.Gone = "the folder is gone.";

        Assert.Equal(ExitCode.Wrong, await _desk.RunAsync("resume"));

        Assert.Contains("begin another rehearsal: ./cutover rehearse", _desk.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetDirectories(Path.Combine(_desk.Home, "runs"), "lab-*"));
        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("rehearse"));
        Assert.False(_desk.Rehearsal.Starts[^1].GoesOn);
    }

    [Fact]
    public async Task A_driver_that_dies_after_the_night_and_before_the_ledger_reads_it_when_started_again()
    {
        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("rehearse", "--seed", "7"));
        File.Delete(Path.Combine(_desk.Home, "runs", "latest", "rehearsal.json"));

        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("rehearse"));

        Assert.Equal((7, true), (_desk.Rehearsal.Starts[1].Options.Seed, _desk.Rehearsal.Starts[1].GoesOn));
        Assert.Single(Directory.GetDirectories(Path.Combine(_desk.Home, "runs"), "lab-*"));
        Assert.True(File.Exists(Path.Combine(_desk.Home, "runs", "latest", "rehearsal.json")));
    }

    [Fact]
    public async Task A_ledger_that_cannot_be_read_is_said_and_keeps_no_later_rehearsal_away()
    {
        _desk.Rehearsal.FirstReading = new IOException("the log is gone");
        Assert.NotEqual(ExitCode.Completed, await _desk.RunAsync("rehearse"));

        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("rehearse"));

        Assert.False(_desk.Rehearsal.Starts[1].GoesOn);
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(_desk.Home, "runs"), "lab-*").Length);
    }

    [Fact]
    public void A_full_disk_is_resumable_and_ends_with_130()
    {
        using var error = new StringWriter();
        var code = Failures.Tell(new JournalFullException("The disk is full."), _desk.Home, error, DateTimeOffset.UnixEpoch);
        Assert.Equal(ExitCode.Interrupted, code);
        Assert.Equal("The disk is full.", error.ToString().Trim());
    }

    [Fact]
    public void What_nobody_foresaw_is_one_sentence_and_a_file()
    {
        using var error = new StringWriter();
        Failures.Tell(new InvalidCastException("odd"), _desk.Home, error, DateTimeOffset.UnixEpoch);
        Assert.Single(error.ToString().Trim().Split('\n'));
        Assert.Contains("crash-19700101T000000Z.txt", error.ToString(), StringComparison.Ordinal);
        var file = File.ReadAllText(Path.Combine(_desk.Home, "crash-19700101T000000Z.txt"));
        Assert.Contains("InvalidCastException", file, StringComparison.Ordinal);
    }

    public void Dispose() => _desk.Dispose();

    private async Task InterruptedAsync()
    {
        _desk.World.Set("slow-rest");
        using var stop = new CancellationTokenSource();
        var running = _desk.RunAsync(stop.Token, "rehearse", "--size", "small", "--seed", "7");
        await Eventually.TrueAsync(() => _desk.World.Has("fenced"));
        await stop.CancelAsync();
        Assert.Equal(ExitCode.Interrupted, await running);
        _desk.World.Clear("slow-rest");
    }
}
