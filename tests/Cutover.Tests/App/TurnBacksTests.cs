using Cutover.App;

namespace Cutover.Tests;

public sealed class TurnBacksTests : IDisposable
{
    private readonly Desk _desk = new();

    private string Table => File.ReadAllText(Path.Combine(_desk.Home, "turn-backs.md"));

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Each_step_is_turned_back_from_once_and_the_one_without_return_is_listed()
    {
        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("rehearse", "--turn-back-from", "each"));

        Assert.Contains(
            "turned back from 7 of 8 steps, seed 1: 7 well; 17 writes, lost 0, duplicated 0; 1 steps have no way back",
            _desk.Out, StringComparison.Ordinal);
        Assert.Contains("| announce | Announce | Aborted |", Table, StringComparison.Ordinal);
        Assert.Contains("| wiki.open | Open | TurnedBack |", Table, StringComparison.Ordinal);
        Assert.Contains("| wiki.retire | Retire | no way back: it is a point of no return |", Table, StringComparison.Ordinal);
        Assert.All(_desk.Rehearsal.Starts, start => Assert.Equal(RehearsalSize.Small, start.Options.Size));
        Assert.Equal((1, 7), (_desk.Rehearsal.Starts.Count, _desk.Runs));
        Assert.Contains("| Freeze | TurnedBack |", Table, StringComparison.Ordinal);
        Assert.Contains("| 17 | 0 | 0 |", Table, StringComparison.Ordinal);
        Assert.Matches(@"\| Open \| 1 \| 1 \| \d+\.\d s \| \d+\.\d s, wiki\.open \|", Table);
    }

    [Fact]
    public async Task What_a_way_back_left_as_it_must_not_be_is_that_nights_and_the_next_is_held_on_another_estate()
    {
        _desk.Rehearsal.Faults["wiki.rest"] = "the old wiki does not run, and did before the night";

        Assert.Equal(ExitCode.SaidNo, await _desk.RunAsync("rehearse", "--turn-back-from", "each"));
        Assert.Contains(
            "| wiki.rest | Transfer | TurnedBack; the old wiki does not run, and did before the night |", Table, StringComparison.Ordinal);
        Assert.Contains("6 well", _desk.Out, StringComparison.Ordinal);
        Assert.Equal(["wiki.open", "wiki.fence"], _desk.Rehearsal.Starts.Select(start => start.Options.TurnBackFrom));
    }

    [Fact]
    public async Task An_old_side_that_does_not_serve_after_the_way_back_ends_with_3_and_no_other_night_is_held_on_it()
    {
        _desk.Rehearsal.Faults["wiki.open"] = "the old wiki does not run, and did before the night";

        Assert.Equal(ExitCode.SaidNo, await _desk.RunAsync("rehearse", "--turn-back-from", "wiki.open", "--again"));
        Assert.Contains("fault    the old wiki does not run", _desk.Out, StringComparison.Ordinal);
        Assert.Equal(1, _desk.Runs);
    }

    [Fact]
    public async Task Nights_whose_ledger_was_being_read_when_they_were_interrupted_are_in_the_table()
    {
        using var interrupted = new CancellationTokenSource();
        _desk.Rehearsal = new SmallRehearsal(_desk.Folder) { Reading = interrupted.Cancel };

        Assert.Equal(
            ExitCode.Interrupted, await _desk.RunAsync(interrupted.Token, "rehearse", "--turn-back-from", "each", "--sample", "2"));
        Assert.Equal(2, Table.Split('\n').Count(line => line.Contains("| 17 | 0 | 0 |", StringComparison.Ordinal)
            || line.Contains("| in lab-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_sample_is_drawn_by_its_seed()
    {
        await _desk.RunAsync("rehearse", "--turn-back-from", "each", "--sample", "2", "--seed", "7");
        var first = Drawn();
        Directory.Delete(_desk.Home, recursive: true);
        _desk.Rehearsal.Starts.Clear();
        await _desk.RunAsync("rehearse", "--turn-back-from", "each", "--sample", "2", "--seed", "7");

        Assert.Equal(2, first.Count);
        Assert.Equal(first, Drawn());

        List<string?> Drawn() =>
            [.. _desk.Rehearsal.Starts.SelectMany(start => start.Options.Then.Prepend(start.Options.TurnBackFrom))];
    }

    [Fact]
    public async Task What_was_rehearsed_before_an_interruption_is_not_rehearsed_again()
    {
        using var interrupted = new CancellationTokenSource();
        _desk.World.Set("slow-fenced");
        var running = _desk.RunAsync(interrupted.Token, "rehearse", "--turn-back-from", "each");
        await Eventually.TrueAsync(() => _desk.Runs == 1);
        await interrupted.CancelAsync();
        Assert.Equal(ExitCode.Interrupted, await running);

        _desk.World.Clear("slow-fenced");
        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("rehearse", "--turn-back-from", "each"));
        Assert.Equal((7, false, true), (_desk.Runs, _desk.Rehearsal.Starts[0].GoesOn, _desk.Rehearsal.Starts[1].GoesOn));
        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("rehearse", "--turn-back-from", "each"));
        Assert.Equal(7, _desk.Runs);
    }

    /// <summary>The nights that follow on its estate are held on another one.</summary>
    [Fact]
    public async Task A_night_that_turned_back_elsewhere_ends_what_its_estate_is_good_for()
    {
        _desk.World.Set("jammed-rest");

        Assert.Equal(ExitCode.SaidNo, await _desk.RunAsync("rehearse", "--turn-back-from", "each"));
        Assert.Contains("| wiki.open | Open | TurnedBack, from wiki.rest instead |", Table, StringComparison.Ordinal);
        Assert.Contains("| wiki.rest | Transfer | TurnedBack, from its failure instead |", Table, StringComparison.Ordinal);
        Assert.Contains("| wiki.fence | Freeze | TurnedBack |", Table, StringComparison.Ordinal);
        Assert.Contains("4 well", _desk.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_night_that_turned_back_is_held_again_on_the_same_estate()
    {
        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("rehearse", "--turn-back-from", "wiki.open", "--again"));

        Assert.Contains("TurnedBack: it rehearses the way back from 'wiki.open'", _desk.Out, StringComparison.Ordinal);
        Assert.Contains("Completed: every step is done", _desk.Out, StringComparison.Ordinal);
        Assert.Single(_desk.Rehearsal.Starts);
        Assert.Contains("-2", _desk.Report("report.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_in_the_second_night_the_same_command_goes_on_with_that()
    {
        using var interrupted = new CancellationTokenSource();
        _desk.World.Set("slow-opened");
        var running = _desk.RunAsync(interrupted.Token, "rehearse", "--turn-back-from", "wiki.fence", "--again");
        await Eventually.TrueAsync(() => _desk.Runs == 2);
        await interrupted.CancelAsync();
        Assert.Equal(ExitCode.Interrupted, await running);

        _desk.World.Clear("slow-opened");
        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("rehearse"));
        Assert.Equal(2, _desk.Runs);
    }

    [Fact]
    public async Task A_night_that_turns_back_elsewhere_than_told_is_not_held_again()
    {
        _desk.World.Set("jammed-rest");

        Assert.Equal(ExitCode.TurnedBack, await _desk.RunAsync("rehearse", "--turn-back-from", "wiki.open", "--again"));
        Assert.Equal(1, _desk.Runs);
    }

    [Fact]
    public async Task A_write_that_is_lost_on_a_way_back_ends_with_3()
    {
        _desk.Rehearsal = new SmallRehearsal(_desk.Folder) { Lost = 1 };

        Assert.Equal(ExitCode.SaidNo, await _desk.RunAsync("rehearse", "--turn-back-from", "each", "--sample", "1"));
        Assert.Contains("0 well; 17 writes, lost 1", _desk.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_way_back_that_is_stuck_stops_them_all_and_waits_for_its_mend()
    {
        _desk.World.Set("stuck-fenced");

        Assert.Equal(ExitCode.Stuck, await _desk.RunAsync("rehearse", "--turn-back-from", "each"));
        Assert.Contains("./cutover retry wiki.fence", _desk.Out, StringComparison.Ordinal);
    }
}
