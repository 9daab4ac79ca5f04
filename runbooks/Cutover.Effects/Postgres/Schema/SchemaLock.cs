using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Keeps definitions as they are: replication does not carry them, so a change on one side would break it or part the sides.
/// </summary>
internal static class SchemaLock
{
    private const string Sentence = "definitions of this database are locked while Cutover moves it; deploy after the move has settled";

    // Where the function is being dropped by another session, nobody is refused any more. Judged at the end of a statement, because only
    // then is it known whether it touched temporary tables alone, which applications may make.
    private const string Function =
        $"""
        create or replace function cutover.refuse_ddl() returns event_trigger language plpgsql set search_path = pg_catalog as $body$
        begin
          if not exists (select from pg_proc p where p.proname = 'refuse_ddl' and p.pronamespace = (select oid
            from pg_namespace where nspname = 'cutover')
                         and pg_get_userbyid(p.proowner) <> session_user) then return; end if;
          if tg_event = 'sql_drop' then
            if not exists (select from pg_event_trigger_dropped_objects() o where not o.is_temporary) then return; end if;
          elsif tg_tag = 'REFRESH MATERIALIZED VIEW'
             or not exists (select from pg_event_trigger_ddl_commands() c where c.schema_name is distinct from 'pg_temp') then return;
          end if;
          raise exception using errcode = 'object_not_in_prerequisite_state', message = format('%s is refused: {Sentence}', tg_tag);
        end $body$
        """;

    private const string Creators =
        $"""
        select u.nspname, coalesce(r.rolname, 'public')
        from ({Catalog.UserSchemas}) u, aclexplode(u.nspacl) a left join pg_roles r on r.oid = a.grantee
        where a.privilege_type = 'CREATE' and a.grantee <> u.nspowner and coalesce(r.rolname, '') <> current_user
        order by 1, 2
        """;

    public static async Task<SchemaLockState> ReadAsync(Session database) => new(
        await database.OneAsync<long>(
            "select count(*) from pg_event_trigger where evtname in ('cutover_lock_ddl', 'cutover_lock_drop') and evtenabled = 'A'") == 2,
        await GrantsAsync(database, Creators),
        await database.IsAsync("to_regclass('cutover.revoked') is not null") ? await GrantsAsync(
            database, "select schema, role from cutover.revoked order by 1, 2") : []);

    public static Finding<SchemaLockState> Judge(Session database, SchemaLockState state, bool superuser)
    {
        if (state.Trigger)
            return Finding.Done(state, $"only Cutover may change definitions in {database.At}");
        if (superuser)
            return Finding.NotDone(state, $"anybody with the right may change definitions in {database.At}");

        return state.Creators.Count == 0
            ? Finding.Done(
                state, $"nobody but owners may create in {database.At}; event triggers need superuser there, so owners could still "
                    + "alter their tables: hold deploys")
            : Finding.NotDone(state, $"{state.Creators[0].Role} may create in schema {state.Creators[0].Schema} of {database.At}");
    }

    public static async Task LockAsync(Session database)
    {
        if (!await Catalog.IsSuperuserAsync(database))
        {
            var state = await ReadAsync(database);
            if (state.Creators.Count > 0)
                await database.RunAllAsync(
                [
                    "create schema if not exists cutover",
                    Noted([.. state.Revoked.Union(state.Creators)]),
                    .. state.Creators.Select(grant => $"revoke create on schema {Sql.Name(grant.Schema)} from {Role(grant)}"),
                ]);
            return;
        }

        await database.RunAllAsync(
        [
            "create schema if not exists cutover",
            "drop event trigger if exists cutover_lock_ddl",
            "drop event trigger if exists cutover_lock_drop",
            Function,
            "create event trigger cutover_lock_ddl on ddl_command_end execute function cutover.refuse_ddl()",
            "create event trigger cutover_lock_drop on sql_drop execute function cutover.refuse_ddl()",
            "alter event trigger cutover_lock_ddl enable always",
            "alter event trigger cutover_lock_drop enable always",
        ]);
    }

    /// <summary>Drops the triggers, or gives back what was taken.</summary>
    public static async Task UnlockAsync(Session database)
    {
        var state = await ReadAsync(database);
        if (await Catalog.IsSuperuserAsync(database))
        {
            await database.RunAllAsync(
            [
                "drop event trigger if exists cutover_lock_ddl",
                "drop event trigger if exists cutover_lock_drop",
                "drop function if exists cutover.refuse_ddl()",
            ]);
        }

        if (state.Revoked.Count > 0)
            await database.RunAllAsync(
                [.. state.Revoked.Select(grant =>
                    $"grant create on schema {Sql.Name(grant.Schema)} to {Role(grant)}"), "drop view cutover.revoked"]);
    }

    /// <summary>
    /// What was taken, written down in the database itself: whoever unlocks, gives back just this. A view, because its definition outlives
    /// a crash of the server, which empties unlogged tables, and is never replicated, which other tables may be.
    /// </summary>
    private static string Noted(IReadOnlyList<CreateGrant> grants) =>
        $"create or replace view cutover.revoked as select * from (values "
            + $"{string.Join(", ", grants.Select(grant => $"(text {Sql.Text(grant.Schema)}, text {Sql.Text(grant.Role)})"))}) as noted "
            + "(schema, role)";

    private static Task<IReadOnlyList<CreateGrant>> GrantsAsync(Session database, string sql) =>
        database.ListAsync(sql, row => new CreateGrant(row.GetString(0), row.GetString(1)));

    private static string Role(CreateGrant grant) => grant.Role == "public" ? "public" : Sql.Name(grant.Role);
}
