using Cutover.Engine;
using Microsoft.Data.Sqlite;

namespace Cutover.Tests;

/// <summary>The journal on disk, and what may happen to a disk.</summary>
public sealed class SqliteJournalTests : DurableJournalContract, IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("cutover-journal-").FullName;

    private string File_ => Path.Combine(_directory, "journal.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

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
        await ChangeAsync(made);
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

    protected override IJournal Open() => SqliteJournal.Open(_directory, TimeProvider.System);

    protected override string Name => File_;

    protected override async Task<int> ChangeAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={File_};Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync(Stop);
    }
}
