using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Every table can be replicated: it has a replica identity, it is logged, and nothing is kept in large objects.</summary>
public sealed record CanReplicate(Place<DatabaseAddress> Database) : IProbe<TableProblems>
{
    public string Verb => $"see that {Database} can be replicated";

    public async ValueTask<Finding<TableProblems>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        var seen = new TableProblems(
            [.. (await ReplicaIdentity.WithoutAsync(database)).Select(table => table.Name.ToString())],
            await database.NamesAsync(
                "select format('%s.%s', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace where "
                    + "c.relkind = 'r' and c.relpersistence = 'u' and n.nspname <> 'cutover' order by 1"),
            await database.OneAsync<long>("select count(*) from pg_largeobject_metadata"),
            await database.NamesAsync(
                $"select format('%s.%s', t.nspname, t.relname) from ({Catalog.UserTables}) t where t.relreplident = 'f' order by 1"));

        var reasons = new List<string>();
        if (seen.WithoutIdentity.Count > 0)
            reasons.Add(
                $"{seen.WithoutIdentity.Count} tables have no key ({string.Join(", ", seen.WithoutIdentity.Take(5))}): give them one or "
                    + "REPLICA IDENTITY FULL");
        if (seen.Unlogged.Count > 0)
            reasons.Add(
                $"{seen.Unlogged.Count} tables are unlogged ({string.Join(", ", seen.Unlogged.Take(5))}): say ALTER TABLE ... SET "
                    + "LOGGED, or dump and restore");
        if (seen.LargeObjects > 0)
            reasons.Add($"there are {seen.LargeObjects} large objects: dump and restore");
        if (reasons.Count > 0)
            return Finding.NotDone(seen, $"{database.At} cannot be replicated as it is: {string.Join("; ", reasons)}");

        var slow = seen.Full.Count == 0 ? "" : "; slowly where rows are found by their whole content: "
            + $"{string.Join(", ", seen.Full.Take(5))}";
        return Finding.Done(seen, $"every table of {database.At} can be replicated{slow}");
    }
}
