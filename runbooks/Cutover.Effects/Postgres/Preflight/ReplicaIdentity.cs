namespace Cutover.Effects;

/// <summary>By what a changed row is found on the other side.</summary>
internal static class ReplicaIdentity
{
    /// <summary>
    /// Tables whose rows could not be found: no primary key where it is the identity, no usable index, or none by choice.
    /// </summary>
    public static Task<IReadOnlyList<(TableName Name, string Identity)>> WithoutAsync(Session database) => database.ListAsync(
        $"""
        select t.nspname, t.relname, t.relreplident::text
        from ({Catalog.UserTables}) t
        where t.relreplident = 'n'
           or (t.relreplident = 'd' and not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary and i.indisvalid))
           or (t.relreplident = 'i' and not exists (select from pg_index i where i.indrelid = t.oid and i.indisreplident and i.indisvalid))
        order by 1, 2
        """,
        row => (new TableName(row.GetString(0), row.GetString(1)), row.GetString(2)));
}
