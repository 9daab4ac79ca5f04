using Cutover.Effects;
using Npgsql;

namespace Cutover.Rehearsals;

/// <summary>One database that moves.</summary>
public sealed record DatabasePair(TwoServers Servers, string Name, DatabaseAddress Old, DatabaseAddress New)
{
    private const string Schema =
        """
        create extension pg_trgm;
        set role {writer};
        create type doc_state as enum ('draft', 'active', 'rfc');
        create table doc (id bigserial primary key, name text not null unique, state doc_state not null default 'draft',
          events int not null default 0,
                          weight float8, at timestamptz not null default now(), body text);
        create table event (id bigserial primary key, doc bigint not null references doc, key uuid not null, body text,
          at timestamptz not null default clock_timestamp());
        create index on event (key);
        create table keyless (line int, text text);
        create table "Odd ""Name" (id int generated always as identity primary key, "select" bytea, span interval);
        create table archive (id int, year int, body text, primary key (id, year)) partition by list (year);
        create table archive_2023 partition of archive for values in (2023);
        create table archive_2024 partition of archive for values in (2024);
        create schema side;
        create table side.setting (name text primary key, value jsonb);
        create sequence side.ticket start 500;
        create view active as select * from doc where state = 'active';
        create function count_event() returns trigger language plpgsql as $$ begin update doc set events = events + 1
          where id = new.doc; return new; end $$;
        create trigger count_event after insert on event for each row execute function count_event();
        grant usage on schema side to {reader};
        grant select on all tables in schema public, side to {reader};
        reset role;
        """;

    private const string Rows =
        """
        insert into doc (name, state, weight, body) select 'draft-' || g, (array['draft', 'active', 'rfc'])[1 + g % 3]::doc_state,
          g / 7.0, repeat(md5(g::text), 6) from generate_series(1, {rows}) g;
        insert into event (doc, key, body) select 1 + g % {rows}, gen_random_uuid(), repeat(md5(g::text), 3)
          from generate_series(1, {rows}) g;
        insert into keyless select g % 50, 'line ' || g % 40 from generate_series(1, 400) g;
        insert into "Odd ""Name" ("select", span) select decode(md5(g::text), 'hex'), make_interval(hours => g)
          from generate_series(1, 100) g;
        insert into archive select g, 2023 + g % 2, repeat('x', 100) from generate_series(1, {rows}) g;
        insert into side.setting select 'name ' || g, jsonb_build_object('n', g) from generate_series(1, 50) g;
        select setval('side.ticket', 777, false);
        """;

    /// <summary>The application's role that writes.</summary>
    public string Writer => $"{Name}_app";

    /// <summary>The application's role that reads.</summary>
    public string Reader => $"{Name}_ro";

    public async Task SeedAsync(int rows)
    {
        await RunAsync(Old, Fill(Schema, rows));
        await RunAsync(Old, Fill(Rows, rows));
    }

    public DatabaseAddress OldAs(string role) => Old with { User = role };

    public DatabaseAddress NewAs(string role) => New with { User = role };

    public static NpgsqlConnection Connect(DatabaseAddress at, bool pooled = false) => new(
        $"Host={at.Host};Port={at.Port};Database={at.Database};Username={at.User};"
            + $"Passfile={at.Passfile};Pooling={pooled};Timeout=5;Application Name=test");

    public static async Task RunAsync(DatabaseAddress at, string sql)
    {
        await using var connection = Connect(at);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> OneAsync<T>(DatabaseAddress at, string sql)
    {
        await using var connection = Connect(at);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private string Fill(string sql, int rows) => sql
        .Replace("{writer}", Writer, StringComparison.Ordinal)
        .Replace("{reader}", Reader, StringComparison.Ordinal)
        .Replace("{rows}", rows.ToString(), StringComparison.Ordinal);
}
