using Npgsql;

namespace Cutover.Engine;

/// <summary>The journal's tables in a schema of their own, and the settings of a session that uses them.</summary>
internal static class PostgresTables
{
    /// <summary>Raised with every change of the tables.</summary>
    private const int Version = 1;

    /// <summary>Columns are those of SQLite's tables, where every row has a rowid by itself.</summary>
    private const string Tables = """
        create table journal(version bigint not null);
        create table run(
            rowid bigint generated always as identity, id text primary key, runbook text not null, environment text not null,
            started text not null, finished bigint not null default 0, epoch bigint not null default 0, driver text,
            seq bigint not null default 0, head text not null);
        create unique index one_unfinished on run(environment) where finished = 0;
        create table event(
            run text not null references run(id), seq bigint not null, epoch bigint not null, at text not null,
            body text not null, previous text not null, hash text not null, primary key(run, seq));
        create table request(
            id bigint generated always as identity primary key, run text not null references run(id), at text not null,
            kind text not null, by text not null, step text not null, role text not null, text text not null, answered bigint);
        create index inbox on request(run) where answered is null;
        insert into journal(version) values(1);
        """;

    // A server that has lost a client without a word notices within half a minute, so that another machine can take over. What is
    // acknowledged is on disk, and on the standbys that the server waits for, whatever its default is.
    private const string Settings = """
        select set_config('search_path', 'cutover', false),
            set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false),
            set_config('tcp_keepalives_count', '3', false), set_config('tcp_user_timeout', '25000', false),
            set_config('default_transaction_isolation', 'read committed', false), set_config('client_min_messages', 'warning', false),
            set_config('synchronous_commit', replace(replace(current_setting('synchronous_commit'), 'off', 'on'), 'local', 'on'), false)
        """;

    /// <summary>Read from the catalog: what a session has once looked up by name it may believe until its transaction ends.</summary>
    private const string Relations = "pg_class join pg_namespace on pg_namespace.oid = relnamespace where nspname = 'cutover'";

    /// <summary>What two first users take in turn; any number that both know.</summary>
    private const long Making = 0x6375746F766572;

    /// <summary>Makes a new session fit for a journal.</summary>
    /// <exception cref="JournalException">The server cannot keep one.</exception>
    public static async Task EnterAsync(NpgsqlConnection connection, JournalDatabase at)
    {
        await connection.RunAsync(Settings);
        if (await connection.IsAsync("current_setting('fsync') = 'off'"))
        {
            throw new JournalException(
                $"The server of {at} has fsync off, so a crash may lose what it acknowledged. Set fsync = on there.");
        }

        if (await connection.IsAsync("current_setting('server_encoding') <> 'UTF8'"))
        {
            throw new JournalException(
                $"{at} does not keep text as UTF-8. Make a database for the journal with: createdb --encoding UTF8");
        }
    }

    /// <summary>Whether the tables are there.</summary>
    /// <exception cref="JournalException">They are another version's.</exception>
    public static async Task<bool> AreMadeAsync(NpgsqlConnection connection, JournalDatabase at)
    {
        if (!await connection.IsAsync($"exists (select from {Relations} and relname = 'journal')"))
            return false;

        var version = (await connection.RowsAsync("select version from cutover.journal")) is [[long found]] ? found : 0;
        return version == Version
            ? true
            : throw new JournalException($"The schema cutover in {at} was made by another version of this program (tables {version}, not "
                + $"{Version}). Use that one.");
    }

    /// <summary>Makes the schema and its tables in one transaction, one maker at a time.</summary>
    public static async Task MakeAsync(NpgsqlConnection connection, JournalDatabase at)
    {
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        await connection.RunAsync("select pg_advisory_xact_lock($1)", Making);
        if (await AreMadeAsync(connection, at))
            return;

        if (await connection.IsAsync($"exists (select from {Relations})"))
            throw new JournalException($"{at} has a schema cutover of something else. Name another database with --journal.");

        if (await connection.IsAsync("not exists (select from pg_namespace where nspname = 'cutover')"))
        {
            if (!await connection.IsAsync("has_database_privilege(current_database(), 'create')"))
            {
                throw new JournalException($"{at.User} may not make the schema cutover in {at}. As the database's owner: "
                    + $"create schema cutover authorization {at.User}");
            }

            await connection.RunAsync("create schema cutover");
        }

        await connection.RunAsync(Tables);
        await transaction.CommitAsync(CancellationToken.None);
    }
}
