namespace Cutover.Effects;

/// <summary>One look at who can write to a database and who does, superusers included, in one round trip.</summary>
internal sealed class FenceLook
{
    /// <summary>Moves with every row that anybody changes in the application's tables; writers' sessions report it when they end.</summary>
    public const string Changes =
        $"""
        select coalesce(sum(s.n_tup_ins + s.n_tup_upd + s.n_tup_del), 0)::bigint
        from pg_stat_user_tables s join ({Catalog.UserTables}) t on t.oid = s.relid
        """;

    /// <summary>
    /// Sessions of others. A walsender reads; autovacuum changes no row; a subscription's worker is judged by its subscription.
    /// </summary>
    public const string Foreign =
        $"""
        a.pid <> pg_backend_pid() and not {Own}
        and coalesce(a.backend_type, 'unknown') not in ('walsender', 'autovacuum worker', 'parallel worker', 'logical replication worker')
        """;

    /// <summary>
    /// Ours. One that is still being made is shown a moment before its name is, and has no state yet: it has asked nothing, and once it
    /// can, it is judged by its name.
    /// </summary>
    private const string Own =
        """
        (a.usename = current_user and (a.application_name = 'cutover' or (a.application_name = '' and a.state is null)))
        """;

    private const string Sessions =
        $"""
        select a.pid, a.usename, a.application_name, coalesce(host(a.client_addr), 'a local socket'), coalesce(a.backend_type, 'unknown'),
               a.backend_xid is not null, {Own}
        from pg_stat_activity a
        where a.datname = current_database() and a.pid <> pg_backend_pid() and a.usename is not null
          and coalesce(a.backend_type, 'unknown') not in ('walsender', 'autovacuum worker', 'parallel worker', 'logical replication worker')
        """;

    private readonly List<Session> _sessions = [];
    private readonly List<string> _prepared = [];
    private readonly List<string> _subscriptions = [];
    private readonly Dictionary<string, Writer> _writers = new(StringComparer.Ordinal);

    private readonly IReadOnlyList<string> _providers;

    private FenceLook(IReadOnlyList<string> providers) => _providers = providers;

    public string Us { get; private set; } = "";

    public string Lsn { get; private set; } = "";

    public long RowsChanged { get; private set; }

    /// <summary>Whether what the sessions of others do is shown to us.</summary>
    public bool SeesAll { get; private set; }

    public static async Task<FenceLook> TakeAsync(Effects.Session database)
    {
        var look = new FenceLook(database.At.ProviderRoles);
        await database.ReadAllAsync(
            (Sessions, row => look._sessions.Add(new Session(
                row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4),
                row.GetBoolean(5), row.GetBoolean(6)))),
            (Catalog.Writers, row => look._writers.Add(row.GetString(0), new Writer(row.GetBoolean(1), row.GetBoolean(2)))),
            ("select gid from pg_prepared_xacts where database = current_database()", row => look._prepared.Add(row.GetString(0))),
            (
                "select subname from pg_subscription where subenabled and subdbid = (select oid from pg_database where datname = "
                    + "current_database())",
                row => look._subscriptions.Add(row.GetString(0))),
            (Changes, row => look.RowsChanged = row.GetInt64(0)),
            ("select current_user, pg_current_wal_flush_lsn()::text, pg_has_role('pg_read_all_stats', 'USAGE')",
                row => (look.Us, look.Lsn, look.SeesAll) = (row.GetString(0), row.GetString(1), row.GetBoolean(2))));
        return look;
    }

    /// <summary>Sessions of roles that could write, ours apart, as they can be told; a fence ends them all.</summary>
    public IEnumerable<string> Intruders => _sessions.Where(IsIntruder).Select(session => session.ToString());

    /// <summary>Every reason for which somebody may still write; none means that the fence is proved.</summary>
    /// <param name="exempt">Roles that may keep their LOGIN; a session of theirs that writes is still a reason.</param>
    /// <param name="subscription">The one subscription that may write here: the one that brings data back.</param>
    public IEnumerable<string> Reasons(IReadOnlyCollection<string> exempt, string subscription)
    {
        if (!SeesAll)
            yield return $"{Us} may not see what sessions of others do; say GRANT pg_monitor TO {Us}";

        foreach (var (role, writer) in _writers)
        {
            if (writer.CanEnter && role != Us && !MayEnter(role, exempt))
                yield return $"the {(writer.IsSuperuser ? "superuser" : "role")} {role} can log in and write; fence it or name it exempt";
        }

        foreach (var session in _sessions.Where(session => session.IsWriting || (IsIntruder(session) && !MayEnter(session.Role, exempt))))
            yield return $"{session} {(session.IsWriting ? "is writing" : "could write")}; end it";

        foreach (var gid in _prepared)
            yield return $"the prepared transaction '{gid}' can still be committed; commit it or roll it back";

        foreach (var name in _subscriptions.Where(name => name != subscription))
            yield return $"the subscription {name} writes here; disable it";
    }

    private bool MayEnter(string role, IReadOnlyCollection<string> exempt) =>
        exempt.Contains(role, StringComparer.Ordinal) || _providers.Contains(role, StringComparer.Ordinal);

    private bool IsIntruder(Session session) => !session.IsOurs && _writers.ContainsKey(session.Role);

    private sealed record Writer(bool IsSuperuser, bool CanEnter);

    private sealed record Session(int Pid, string Role, string Application, string From, string Type, bool IsWriting, bool IsOurs)
    {
        public override string ToString() => $"session {Pid} of {Role} ('{Application}', {Type}, from {From})";
    }
}
