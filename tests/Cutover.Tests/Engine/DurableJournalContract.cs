using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>What a journal promises besides, where it outlives its process.</summary>
public abstract class DurableJournalContract : JournalContract
{
    [Fact]
    public async Task What_was_written_is_there_after_the_process()
    {
        string run;
        await using (var journal = Open())
        {
            run = await CreateAsync(journal);
            await AppendAsync(journal, run, 1, await journal.TakeAsync(run, "ann", Stop));
        }

        await using var again = Open();
        Assert.Single(await again.LoadAsync(run, Stop));
        Assert.Null(await again.DriverAsync(run, Stop));
        Assert.Equal(2, await again.TakeAsync(run, "bob", Stop));
    }

    [Fact]
    public async Task Whoever_only_asks_who_drives_keeps_no_driver_away()
    {
        await using var asking = Open();
        var run = await CreateAsync(asking);
        using var enough = new CancellationTokenSource();
        var asker = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
                await asking.DriverAsync(run, Stop);
        }, Stop);
        for (var i = 0; i < 20; i++)
        {
            await using var driver = Open();
            await driver.TakeAsync(run, "ann", Stop);
        }

        await enough.CancelAsync();
        await asker;
    }

    [Fact]
    public async Task Two_runs_driven_through_one_journal_are_both_locked()
    {
        await using var journal = Open();
        var one = await CreateAsync(journal);
        var two = (await journal.CreateAsync("night", "staging", DateTimeOffset.UnixEpoch, Stop)).Run;
        await journal.TakeAsync(one, "ann", Stop);
        await journal.TakeAsync(two, "ann", Stop);

        await using var other = Open();
        var held = await Assert.ThrowsAsync<JournalHeldException>(() => other.TakeAsync(one, "bob", Stop).AsTask());
        await Assert.ThrowsAsync<JournalHeldException>(() => other.TakeAsync(two, "bob", Stop).AsTask());
        Assert.StartsWith(
            $"The run '{one}' is driven by ann; wait for it to end, or stop it, and try again.", held.Message, StringComparison.Ordinal);
        Assert.Equal("ann", await other.DriverAsync(one, Stop));
    }

    [Theory]
    [InlineData("update event set body = replace(body, 'note 3', 'note 9') where seq = 3", "event 3 of run 'RUN' does not follow from "
        + "event 2")]
    [InlineData("update event set at = '2020-01-01T00:00:00.0000000Z' where seq = 2", "event 2 of run 'RUN' does not follow from event 1")]
    [InlineData("update event set epoch = 7 where seq = 1", "event 1 of run 'RUN' does not follow from event 0")]
    [InlineData("delete from event where seq = 3", "event 4 of run 'RUN' does not follow from event 2")]
    [InlineData("delete from event where seq = 5", "run 'RUN' ends at event 4, and event 5 was recorded as its last")]
    [InlineData("delete from event", "run 'RUN' ends at event 0, and event 5 was recorded as its last")]
    [InlineData("update event set seq = 99 where seq = 2; update event set seq = 2 where seq = 3; update event set seq = 3 where seq = 99",
        "event 2 of run 'RUN' does not follow from event 1")]
    public async Task What_was_changed_afterwards_is_found_and_named(string change, string where)
    {
        await using var journal = Open();
        var run = await FiveEventsAsync(journal);
        Assert.True(await ChangeAsync(change) > 0);

        var changed = await Assert.ThrowsAsync<JournalException>(() => journal.LoadAsync(run, Stop).AsTask());
        Assert.Equal(
            $"{Name}: {where.Replace("RUN", run, StringComparison.Ordinal)}: the journal was changed or damaged after it was written. "
            + "Restore it from a copy; do not resume this run.",
            changed.Message);
    }

    [Fact]
    public async Task A_driver_does_not_build_on_an_end_that_it_did_not_write()
    {
        await using var journal = Open();
        var run = await FiveEventsAsync(journal);
        await ChangeAsync("update run set head = replace(head, substr(head, 1, 1), 'x')");

        var changed = await Assert.ThrowsAsync<JournalException>(() => AppendAsync(journal, run, 6, 1));
        Assert.StartsWith($"{Name}: event 5 of run '{run}' is not the one that this driver wrote", changed.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_that_could_leave_the_directory_is_refused()
    {
        await using var journal = Open();
        var refused = await Assert.ThrowsAsync<JournalException>(() => journal.CreateAsync("night", "../lab", DateTimeOffset.UnixEpoch,
            Stop).AsTask());
        Assert.Equal("The environment '../lab' cannot name a run; use letters, digits, '-' and '_'.", refused.Message);
    }

    [Fact]
    public async Task What_another_version_asks_is_refused_in_a_sentence()
    {
        await using var journal = Open();
        var run = await CreateAsync(journal);
        await journal.PostAsync(run, new Request(0, (RequestKind)77, "ann"), Stop);
        Assert.Equal((RequestKind)77, Assert.Single(await journal.InboxAsync(run, Stop)).Kind);
    }

    /// <summary>What the journal calls itself.</summary>
    protected abstract string Name { get; }

    /// <summary>Changes the tables from outside.</summary>
    /// <returns>How many rows it changed.</returns>
    protected abstract Task<int> ChangeAsync(string sql);

    private static async Task<string> FiveEventsAsync(IJournal journal)
    {
        var run = await CreateAsync(journal);
        var epoch = await journal.TakeAsync(run, "ann", Stop);
        for (var seq = 1; seq <= 5; seq++)
            await AppendAsync(journal, run, seq, epoch);

        return run;
    }
}
