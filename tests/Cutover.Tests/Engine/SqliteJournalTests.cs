using Cutover.Engine;
using Microsoft.Data.Sqlite;

namespace Cutover.Tests;

/// <summary>The journal on disk, and what may happen to a disk.</summary>
public sealed class SqliteJournalTests : JournalContract, IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("cutover-journal-").FullName;

    private string File_ => Path.Combine(_directory, "journal.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task What_was_written_is_there_after_the_process()
    {
        string run;
        await using (var journal = SqliteJournal.Open(_directory, TimeProvider.System))
        {
            run = await CreateAsync(journal);
            await AppendAsync(journal, run, 1, await journal.TakeAsync(run, "ann", Stop));
        }

        await using var again = SqliteJournal.Open(_directory, TimeProvider.System);
        Assert.Single(await again.LoadAsync(run, Stop));
        Assert.Null(await again.DriverAsync(run, Stop));
        Assert.Equal(2, await again.TakeAsync(run, "bob", Stop));
    }

    [Fact]
    public async Task A_second_driver_is_refused_while_the_first_lives_and_free_when_it_was_killed()
    {
        using var child = ChildProcess.Start("hold", _directory);
        var run = await child.StandardOutput.ReadLineAsync(Stop);
        await using var journal = SqliteJournal.Open(_directory, TimeProvider.System);

        Assert.Equal("the child", await journal.DriverAsync(run!, Stop));
        var held = await Assert.ThrowsAsync<JournalHeldException>(() => journal.TakeAsync(run!, "ann", Stop).AsTask());
        Assert.Equal($"The run '{run}' is driven by the child; wait for it to end, or stop it, and try again.", held.Message);

        child.Kill();
        await child.WaitForExitAsync(Stop);
        Assert.Null(await journal.DriverAsync(run!, Stop));
        Assert.Equal(2, await journal.TakeAsync(run!, "ann", Stop));
        Assert.Equal("ann", await journal.DriverAsync(run!, Stop));
    }

    [Fact]
    public async Task Whoever_only_asks_who_drives_keeps_no_driver_away()
    {
        await using var asking = SqliteJournal.Open(_directory, TimeProvider.System);
        var run = await CreateAsync(asking);
        using var enough = new CancellationTokenSource();
        var asker = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
                await asking.DriverAsync(run, Stop);
        }, Stop);
        for (var i = 0; i < 20; i++)
        {
            await using var driver = SqliteJournal.Open(_directory, TimeProvider.System);
            await driver.TakeAsync(run, "ann", Stop);
        }

        await enough.CancelAsync();
        await asker;
    }

    [Fact]
    public async Task Two_runs_driven_through_one_journal_are_both_locked()
    {
        await using var journal = SqliteJournal.Open(_directory, TimeProvider.System);
        var one = await CreateAsync(journal);
        var two = (await journal.CreateAsync("night", "staging", DateTimeOffset.UnixEpoch, Stop)).Run;
        await journal.TakeAsync(one, "ann", Stop);
        await journal.TakeAsync(two, "ann", Stop);

        await using var other = SqliteJournal.Open(_directory, TimeProvider.System);
        await Assert.ThrowsAsync<JournalHeldException>(() => other.TakeAsync(one, "bob", Stop).AsTask());
        await Assert.ThrowsAsync<JournalHeldException>(() => other.TakeAsync(two, "bob", Stop).AsTask());
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
        await using var journal = SqliteJournal.Open(_directory, TimeProvider.System);
        var run = await CreateAsync(journal);
        var epoch = await journal.TakeAsync(run, "ann", Stop);
        for (var seq = 1; seq <= 5; seq++)
            await AppendAsync(journal, run, seq, epoch);

        await using (var connection = new SqliteConnection($"Data Source={File_};Pooling=false"))
        {
            await connection.OpenAsync(Stop);
            await using var command = connection.CreateCommand();
            command.CommandText = change;
            Assert.True(await command.ExecuteNonQueryAsync(Stop) > 0);
        }

        var changed = await Assert.ThrowsAsync<JournalException>(() => journal.LoadAsync(run, Stop).AsTask());
        Assert.Equal(
            $"{File_}: {where.Replace("RUN", run, StringComparison.Ordinal)}: the journal was changed or damaged after it was written. "
            + "Restore it from a copy; do not resume this run.",
            changed.Message);
    }

    [Fact]
    public async Task A_file_that_is_no_journal_is_refused_and_left_as_it_is()
    {
        await File.WriteAllTextAsync(File_, string.Join('\n', Enumerable.Repeat("this is a letter to my aunt", 200)),
            Stop);
        var garbage = Assert.Throws<JournalException>(Open);
        Assert.StartsWith($"{File_} is damaged or is not a journal (26).", garbage.Message, StringComparison.Ordinal);
        Assert.StartsWith("this is a letter", await File.ReadAllTextAsync(File_, Stop),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create table recipe(name text)", "is a database of something else, not a journal. Name another directory with --journal.")]
    [InlineData("pragma user_version = 8", "was written by another version of this program (tables 8, not 1). Use that one.")]
    public async Task A_database_that_is_no_journal_of_this_version_is_refused(string made, string why)
    {
        await using (var connection = new SqliteConnection($"Data Source={File_};Pooling=false"))
        {
            await connection.OpenAsync(Stop);
            await using var command = connection.CreateCommand();
            command.CommandText = made;
            await command.ExecuteNonQueryAsync(Stop);
        }

        Assert.Equal($"{File_} {why}", Assert.Throws<JournalException>(Open).Message);
    }

    [Fact]
    public async Task An_empty_file_is_an_empty_journal()
    {
        await File.WriteAllTextAsync(File_, "", Stop);
        await using var journal = Open();
        Assert.Empty(await journal.ListAsync(Stop));
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_named()
    {
        File.WriteAllText(File_, "");
        var failure = Assert.Throws<JournalException>(() => SqliteJournal.Open(File_, TimeProvider.System));
        Assert.StartsWith("The journal's directory cannot be made: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(File_, failure.Message, StringComparison.Ordinal);
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

    protected override IJournal Open() => SqliteJournal.Open(_directory, TimeProvider.System);
}
