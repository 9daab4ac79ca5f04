namespace Cutover.Effects;

/// <summary>What counts as the moving database's own: questions that several effects ask of the catalog.</summary>
internal static class Catalog
{
    /// <summary>
    /// Where Cutover keeps its marker table and its functions. It is replicated knowingly, and never part of a content proof.
    /// </summary>
    public const string Own = "cutover";

    /// <summary>
    /// Tables that hold the application's rows: ordinary ones and partitions, logged, not Cutover's, not an extension's (an extension
    /// brings its own rows when it is created on the new side).
    /// </summary>
    public const string UserTables =
        """
        select c.oid, n.nspname, c.relname, c.relowner, c.relacl, c.relreplident, c.relfilenode, c.relpages
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and c.relpersistence = 'p'
          and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'cutover')
          and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
        """;

    /// <summary>The application's schemas.</summary>
    public const string UserSchemas =
        """
        select n.oid, n.nspname, n.nspowner, n.nspacl
        from pg_namespace n
        where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'cutover', 'door')
          and not exists (select from pg_depend d where d.classid = 'pg_namespace'::regclass and d.objid = n.oid and d.deptype = 'e')
        """;

    /// <summary>
    /// Roles that can change a row of the application's, by ownership, grant, membership (also one that needs SET ROLE) or superuser;
    /// with whether they may still enter this database.
    /// </summary>
    public const string Writers =
        $"""
        with tables as materialized ({UserTables}),
        direct as materialized (
          select relowner as role from tables
          union select a.grantee from tables t, aclexplode(t.relacl) a where a.privilege_type in ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')
          union select a.grantee from tables t join pg_attribute c on c.attrelid = t.oid and c.attacl is not null, aclexplode(c.attacl) a
                where a.privilege_type in ('INSERT', 'UPDATE')
          union select oid from pg_roles where rolname = 'pg_write_all_data')
        select r.rolname, r.rolsuper, r.rolcanlogin and has_database_privilege(r.oid, current_database(), 'CONNECT')
        from pg_roles r
        where r.rolname !~ '^pg_' and (r.rolsuper or exists (select from direct d where d.role = 0 or pg_has_role(r.oid, d.role, 'MEMBER')))
        order by r.rolname
        """;

    public static Task<IReadOnlyList<TableName>> TablesAsync(Session database) =>
        database.ListAsync(
            $"select t.nspname, t.relname from ({UserTables}) t order by 1, 2", row => new TableName(row.GetString(0), row.GetString(1)));

    public static Task<bool> IsSuperuserAsync(Session database) =>
        database.IsAsync("select rolsuper from pg_roles where rolname = current_user");

    public static Task<bool> IsMemberAsync(Session database, string role) =>
        database.IsAsync("select pg_has_role(r.oid, 'USAGE') from pg_roles r where r.rolname = $1", role);

    public static Task<bool> HasRoutineAsync(Session database, string signature) =>
        database.IsAsync("has_function_privilege(to_regprocedure($1), 'EXECUTE')", signature);
}
