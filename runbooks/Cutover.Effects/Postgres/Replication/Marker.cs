using Npgsql;

namespace Cutover.Effects;

/// <summary>
/// Cutover's one replicated table: a few rows that are only ever updated, so that a marker which arrives twice, or returns to where it
/// came from, changes nothing. Every content proof leaves it out.
/// </summary>
internal static class Marker
{
    public const string Fence = "fence";
    public const string Prod = "prod";
    public const string Return = "return";
    public const string Drain = "drain";

    public static TableName Table { get; } = new(Catalog.Own, "marker");

    /// <summary>Makes the table; <paramref name="withRows"/> on the side that is copied from.</summary>
    public static async Task EnsureAsync(Session database, bool withRows)
    {
        if (!await database.IsAsync("to_regclass('cutover.marker') is not null"))
        {
            await database.RunAllAsync(
            [
                "create schema if not exists cutover",
                "create table if not exists cutover.marker (name text primary key, value text not null, at timestamptz not null)",
            ]);
        }

        if (withRows)
        {
            await database.RunAsync(
                "insert into cutover.marker select name, '', now() from unnest($1) name on conflict do nothing",
                (object)(string[])[Fence, Prod, Return, Drain]);
        }
    }

    /// <summary>Writes a marker, durably; makes the table where there is none, because the database does not replicate.</summary>
    public static async Task SetAsync(Session database, string name, string value)
    {
        try
        {
            await WriteAsync(database, name, value);
        }
        catch (PostgresException absent) when (IsAbsent(absent))
        {
            await EnsureAsync(database, withRows: false);
            await WriteAsync(database, name, value);
        }
    }

    /// <summary>The marker's value; null where there is none, or no table.</summary>
    public static async Task<string?> ReadAsync(Session database, string name)
    {
        try
        {
            return await database.OneAsync<string>("select value from cutover.marker where name = $1", name);
        }
        catch (PostgresException absent) when (IsAbsent(absent))
        {
            return null;
        }
    }

    private static Task WriteAsync(Session database, string name, string value) => database.RunAsync(
        "insert into cutover.marker values ($1, $2, clock_timestamp()) on conflict (name) do update set value = excluded.value, at = "
            + "excluded.at", name, value);

    private static bool IsAbsent(PostgresException failure) =>
        failure.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName;
}
