using System.Collections.Immutable;
using Cutover.App;
using Cutover.Engine;
using Npgsql;

namespace Cutover.Tests;

/// <summary>How --journal names a journal that every machine shares, and what it refuses before anybody is asked.</summary>
public sealed class JournalPlaceTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData("postgresql://ann@db.example.org/cutover", "db.example.org", 5432, "cutover", "ann", SslMode.Prefer)]
    [InlineData("postgres://ann@[::1]:6543/night?sslmode=verify-full", "::1", 6543, "night", "ann", SslMode.VerifyFull)]
    [InlineData("postgresql://a%40b@10.0.0.5/two%20words?sslmode=require", "10.0.0.5", 5432, "two words", "a@b", SslMode.Require)]
    public void An_address_names_a_database(string place, string host, int port, string database, string user, SslMode mode)
    {
        var at = new JournalDatabase { Host = host, Port = port, Database = database, User = user, SslMode = mode };
        Assert.Equal(at, JournalPlace.Shared(place));
    }

    [Fact]
    public void What_is_no_address_is_a_directory_which_is_this_machines_own()
    {
        Assert.Null(JournalPlace.Shared("/tmp/night"));
        Assert.Equal("/tmp/night", JournalPlace.Home("/tmp/night"));
        Assert.EndsWith("/.cutover", JournalPlace.Home("postgresql://ann@db/cutover"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql://ann:s3cret@db/cutover")]
    [InlineData("postgresql://ann:s3/cr@et@db/cutover")]
    [InlineData("postgresql://ann@db/cutover?password=s3cret")]
    [InlineData("mysql://ann:s3cret@db/cutover")]
    public async Task A_password_on_the_command_line_is_refused_and_not_repeated(string place)
    {
        _desk.Journal = place;
        Assert.Equal(ExitCode.Wrong, await _desk.RunAsync("status"));
        Assert.Equal(
            "The journal's address carries a password, which everybody here can read in the list of processes. Change it, put the new "
            + "one into the passfile (~/.pgpass or $PGPASSFILE), and leave it out of the address.",
            _desk.Error.Trim());
    }

    [Theory]
    [InlineData("mysql://ann@db/cutover", "is no place for a journal, which is a directory, or postgresql://user@host/database for one "
        + "that every machine shares")]
    [InlineData("postgresql://ann@/cutover", "is no place for a journal, which is a directory, or postgresql://user@host/database for one "
        + "that every machine shares")]
    [InlineData("postgresql://ann@db", "does not name one host and one database")]
    [InlineData("postgresql://ann@db/a/b", "does not name one host and one database")]
    [InlineData("postgresql://ann@db/cutover?sslmode=full", "says 'sslmode=full', where only sslmode may be said: disable, allow, prefer, "
        + "require, verify-ca, verify-full")]
    public async Task A_wrong_address_is_named_with_what_is_wrong(string place, string why)
    {
        _desk.Journal = place;
        Assert.Equal(ExitCode.Wrong, await _desk.RunAsync("status"));
        Assert.Equal($"'{place}' {why}. Correct it in --journal or $CUTOVER_JOURNAL.", _desk.Error.Trim());
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_one_sentence_and_nothing_begins()
    {
        _desk.WriteEstate("production");
        _desk.Journal = "postgresql://ann@127.0.0.1:1/cutover";
        Assert.Equal(ExitCode.Stuck, await _desk.RunAsync("run", "--environment", "production"));
        Assert.StartsWith("The journal's server 127.0.0.1:1 cannot be reached: ", _desk.Error, StringComparison.Ordinal);
        Assert.Single(_desk.Error.Trim().Split('\n'));
        Assert.Empty(Directory.GetFiles(_desk.Folder));
    }

    [Fact]
    public async Task A_rehearsal_is_recorded_where_its_estate_is()
    {
        _desk.Journal = "postgresql://ann@127.0.0.1:1/cutover";
        Assert.Equal(ExitCode.Wrong, await _desk.RunAsync("rehearse"));
        Assert.Equal(
            "A rehearsal's estate is on this machine, and so is its journal: name a directory for it with --journal, such as --journal "
            + ".cutover.",
            _desk.Error.Trim());
    }

    [Theory]
    [InlineData("DB.example.org", 5432, "wiki.old")]
    [InlineData("db.example.org", 5433, null)]
    [InlineData("journal.example.org", 5432, null)]
    public void A_journal_is_not_kept_on_a_server_of_the_estate(string host, int port, string? place)
    {
        var addresses = ImmutableSortedDictionary<string, object>.Empty
            .Add("folder", new SmallNight.FolderAddress("/a")).Add("wiki.old", new Server("db.example.org", 5432));
        var at = new JournalDatabase { Host = host, Port = port, Database = "cutover", User = "ann" };
        Assert.Equal(place, JournalPlace.PlaceOnServerOf(at, new Estate("production", "hash", addresses)));
    }

    private sealed record Server(string Host, int Port);
}
