using System.Collections.Concurrent;

namespace Cutover.Effects;

/// <summary>Reads one side's tables: counters of all in one question, hashes over several sessions at once.</summary>
internal sealed class SideContent
{
    private const string Counters =
        $"""
        select t.nspname, t.relname, coalesce(s.n_tup_ins, 0), coalesce(s.n_tup_upd, 0), coalesce(s.n_tup_del, 0), t.relfilenode::bigint,
          t.relpages
        from ({Catalog.UserTables}) t left join pg_stat_user_tables s on s.relid = t.oid
        order by t.relpages desc
        """;

    private readonly DatabaseAddress _at;
    private readonly Dictionary<string, (TableName Table, TableCounters Counters)> _tables = new(StringComparer.Ordinal);

    private SideContent(DatabaseAddress at) => _at = at;

    /// <summary>When the counters began: a restart after a crash or a reset makes them begin anew.</summary>
    public string Statistics { get; private set; } = "";

    /// <summary>
    /// A session that is not ours and could write, whatever it does at the moment: what it changed may not be counted yet.
    /// </summary>
    public string? Intruder { get; private set; }

    /// <summary>Table names, the largest first.</summary>
    public IEnumerable<string> Names => _tables.Keys;

    /// <summary>Takes the counters. Rows are read later, so that a change that a counter has is never missing from the hash.</summary>
    public static async Task<SideContent> OfAsync(DatabaseAddress at, CancellationToken cancellation)
    {
        await using var session = await Session.OpenAsync(at, cancellation);
        var side = new SideContent(at);
        await session.ReadAllAsync(
            (Counters, row => side._tables.Add(
                $"{row.GetString(0)}.{row.GetString(1)}",
                (
                    new TableName(row.GetString(0), row.GetString(1)), new TableCounters(
                        row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5))))),
            (
                "select pg_postmaster_start_time()::text || ' ' || coalesce(stats_reset::text, '') from pg_stat_database where datname "
                    + "= current_database()",
                row => side.Statistics = row.GetString(0)));
        side.Intruder = (await FenceLook.TakeAsync(session)).Intruders.FirstOrDefault();
        return side;
    }

    public TableCounters? CountersOf(string name) => _tables.TryGetValue(name, out var found) ? found.Counters : null;

    /// <summary>Hashes these tables, the largest first, so that the last to end is small.</summary>
    public async Task<IReadOnlyDictionary<string, TableState>> HashAsync(
        IReadOnlySet<string> names, int sessions, CancellationToken cancellation)
    {
        var todo = new ConcurrentQueue<string>(Names.Where(names.Contains));
        var done = new ConcurrentDictionary<string, TableState>(StringComparer.Ordinal);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(sessions, todo.Count)).Select(_ => WorkAsync(todo, done, cancellation)));
        return done;
    }

    private async Task WorkAsync(
        ConcurrentQueue<string> todo, ConcurrentDictionary<string, TableState> done, CancellationToken cancellation)
    {
        await using var session = await Session.OpenAsync(_at, cancellation);
        while (todo.TryDequeue(out var name))
            done[name] = await HashAsync(session, _tables[name]);
    }

    /// <summary>
    /// The text of a row is made once (offset 0 keeps the planner from making it twice) and hashed under collation C with two seeds; sums
    /// of bigint are numeric, so they do not overflow, and equal rows do not cancel out as they would with xor.
    /// </summary>
    private static async Task<TableState> HashAsync(Session session, (TableName Table, TableCounters Counters) wanted)
    {
        var states = await session.ListAsync(
            $"""
            select count(*), coalesce(sum(hashtextextended(r collate "C", 0)),
              0)::text || ':' || coalesce(sum(hashtextextended(r collate "C", 8675309)), 0)::text
            from (select t::text as r from only {wanted.Table.Quoted} t offset 0) rows
            """,
            row => new TableState(row.GetInt64(0), row.GetString(1), wanted.Counters));
        return states[0];
    }
}
