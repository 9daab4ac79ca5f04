using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Gives REPLICA IDENTITY FULL to every table without a key, so that its changes can be replicated; slowly, which the finding says.
/// </summary>
public sealed record FullReplicaIdentity(Place<DatabaseAddress> Database) : IReversible<TableIdentities>
{
    public string Verb => $"give tables without a key in {Database} their whole row as identity";

    public async ValueTask<Finding<TableIdentities>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        var without = await ReplicaIdentity.WithoutAsync(database);
        var full = await database.ListAsync(
            $"select t.nspname, t.relname from ({Catalog.UserTables}) t where t.relreplident = 'f' order by 1, 2",
            row => new TableIdentity(row.GetString(0), row.GetString(1), "f"));
        var seen = new TableIdentities(
            [.. without.Select(table => new TableIdentity(table.Name.Schema, table.Name.Table, table.Identity))], full);
        var slow = full.Count == 0 ? "" : $"; slow are {string.Join(", ", full.Select(table => $"{table.Schema}.{table.Table}"))}";
        return without.Count == 0
            ? Finding.Done(seen, $"every table of {database.At} has an identity{slow}")
            : Finding.NotDone(seen, $"{without.Count} tables of {database.At} have no identity, the first is {without[0].Name}");
    }

    public async ValueTask DoAsync(StepContext context, TableIdentities before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        foreach (var (table, _) in await ReplicaIdentity.WithoutAsync(database))
            await SetAsync(database, table, "full");
    }

    /// <summary>Gives back what each table had, where it still has what we gave.</summary>
    public async ValueTask UndoAsync(StepContext context, TableIdentities before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(before);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        foreach (var table in before.Without)
        {
            var name = new TableName(table.Schema, table.Table);
            var isOurs = await database.IsAsync("select relreplident = 'f' from pg_class where oid = to_regclass($1)", name.Quoted);
            if (isOurs && table.Identity is "d" or "n")
                await SetAsync(database, name, table.Identity == "d" ? "default" : "nothing");
        }
    }

    public bool IsUndone(TableIdentities before, TableIdentities now) =>
        before is not null && now is not null && before.Without.SequenceEqual(now.Without);

    /// <summary>Waits for the table no longer than users would bear to wait behind it.</summary>
    private static Task SetAsync(Session database, TableName table, string identity) =>
        database.RunAllAsync(["set local lock_timeout = '2s'", $"alter table {table.Quoted} replica identity {identity}"]);
}
