using System.Net;
using System.Net.Sockets;
using System.Text;
using Cutover.Engine;
using Npgsql;

namespace Cutover.Rehearsals;

/// <summary>What may be wrong with a journal's server: one sentence each, with the mend, and never a password.</summary>
[Collection(OnJournalServer.Name)]
public sealed class JournalRefusals(JournalServer server) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cutover-journal-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_wrong_password()
    {
        var at = await server.MakeAsync();
        var passfile = Write("*:*:*:*:s3cret");
        Assert.Equal(
            $"The journal's server {at.Host}:{at.Port} does not let ann in: password authentication failed for user \"ann\". Put its "
            + $"password into {passfile} as {at.Host}:{at.Port}:{at.Database}:ann:<password>, and see that pg_hba.conf there lets this "
            + "machine in.",
            await RefusedAsync(at with { Passfile = passfile }));
    }

    [Fact]
    public async Task No_password()
    {
        var at = await server.MakeAsync();
        var passfile = Write("# nothing");
        Assert.Equal(
            $"The journal's server {at.Host}:{at.Port} cannot be entered as ann: No password has been provided but the backend requires "
            + $"one (in SASL/SCRAM-SHA-256). {passfile} must have a line for it, {at.Host}:{at.Port}:{at.Database}:ann:<password>, and "
            + "sslmode must suit the server.",
            await RefusedAsync(at with { Passfile = passfile }));
    }

    [Fact]
    public async Task A_passfile_that_is_not_there()
    {
        var at = await server.MakeAsync();
        Assert.Equal(
            $"The journal's server {at.Host}:{at.Port} cannot be entered as ann: Could not find file '{_folder}/none'. {_folder}/none must "
            + $"have a line for it, {at.Host}:{at.Port}:{at.Database}:ann:<password>, and sslmode must suit the server.",
            await RefusedAsync(at with { Passfile = Path.Combine(_folder, "none") }));
    }

    [Fact]
    public async Task A_server_without_encryption_where_it_is_wanted()
    {
        var at = await server.MakeAsync();
        var refused = await RefusedAsync(at with { SslMode = SslMode.VerifyFull });
        Assert.StartsWith($"The journal's server {at.Host}:{at.Port} cannot be entered as ann: ", refused, StringComparison.Ordinal);
        Assert.EndsWith("sslmode must suit the server.", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there()
    {
        var at = (await server.MakeAsync()) with { Database = "nowhere" };
        Assert.Equal(
            $"The journal's server {at.Host}:{at.Port} has no database nowhere. Make it there (createdb --owner ann nowhere), or name "
            + "another in --journal or $CUTOVER_JOURNAL.",
            await RefusedAsync(at));
    }

    [Fact]
    public async Task No_right_to_make_the_schema()
    {
        var at = (await server.MakeAsync()) with { User = "bob" };
        Assert.Equal($"bob may not make the schema cutover in {at}. As the database's owner: create schema cutover authorization bob",
            await RefusedAsync(at));
        await server.RunAsync(at.Database, "create schema cutover authorization bob");
        await using var journal = PostgresJournal.Open(at, TimeProvider.System);
        await journal.CreateAsync("night", "lab", DateTimeOffset.UnixEpoch, Stop);
    }

    [Fact]
    public async Task No_right_to_the_tables()
    {
        var at = await server.MakeAsync();
        await using (var journal = PostgresJournal.Open(at, TimeProvider.System))
            await journal.CreateAsync("night", "lab", DateTimeOffset.UnixEpoch, Stop);

        Assert.Equal(
            $"bob may not use the journal in {at}: permission denied for schema cutover. Enter as the role that the schema cutover belongs "
            + "to.",
            await RefusedAsync(at with { User = "bob" }));
    }

    [Theory]
    [InlineData("create schema cutover; create table cutover.recipe(name text)",
        "AT has a schema cutover of something else. Name another database with --journal.")]
    [InlineData("create schema cutover; create table cutover.journal(version bigint); insert into cutover.journal values(8); "
        + "grant all on schema cutover to ann; grant all on cutover.journal to ann",
        "The schema cutover in AT was made by another version of this program (tables 8, not 1). Use that one.")]
    public async Task A_schema_that_is_no_journal_of_this_version(string made, string why)
    {
        var at = await server.MakeAsync();
        await server.RunAsync(at.Database, made + "; grant usage on schema cutover to ann");
        Assert.Equal(why.Replace("AT", at.ToString(), StringComparison.Ordinal), await RefusedAsync(at));
    }

    [Fact]
    public async Task A_database_in_another_encoding()
    {
        var at = await server.MakeAsync("encoding 'LATIN1' locale 'C' template template0");
        Assert.Equal($"{at} does not keep text as UTF-8. Make a database for the journal with: createdb --encoding UTF8",
            await RefusedAsync(at));
    }

    [Fact]
    public async Task A_server_that_only_lets_read()
    {
        var at = await server.MakeAsync();
        await server.RunAsync("postgres", $"alter database {at.Database} set default_transaction_read_only = on");
        Assert.StartsWith($"{at} does not let anybody write, as a standby does: ", await RefusedAsync(at), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there()
    {
        var at = (await server.MakeAsync()) with { Port = 1 };
        Assert.Equal(
            "The journal's server 127.0.0.1:1 cannot be reached: Connection refused. Start it or mend its name in --journal or "
            + "$CUTOVER_JOURNAL, then run the same command again.",
            await RefusedAsync(at));
    }

    [Fact]
    public async Task Somebody_who_is_no_database()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var refused = await RefusedAsync((await server.MakeAsync()) with { Port = port });
        Assert.StartsWith($"The journal's server 127.0.0.1:{port} cannot be ", refused, StringComparison.Ordinal);
        listener.Stop();
        await Assert.ThrowsAnyAsync<SocketException>(() => answering);

        static async Task AnswerAsync(TcpListener listener)
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(Stop);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n\r\n"), Stop);
            }
        }
    }

    private static async Task<string> RefusedAsync(JournalDatabase at)
    {
        await using var journal = PostgresJournal.Open(at, TimeProvider.System);
        var refused = await Assert.ThrowsAsync<JournalException>(() => journal.CreateAsync("night", "lab", DateTimeOffset.UnixEpoch, Stop)
            .AsTask());
        Assert.DoesNotContain('\n', refused.Message);
        Assert.DoesNotContain("s3cret", refused.ToString(), StringComparison.Ordinal);
        return refused.Message;
    }

    private string Write(string line)
    {
        var file = Path.Combine(_folder, "pgpass");
        File.WriteAllText(file, line + "\n");
        return file;
    }
}
