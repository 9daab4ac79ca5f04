namespace Cutover.Effects;

/// <summary>What copying a schema and restoring a dump have in common.</summary>
internal static class SchemaTransfer
{
    /// <summary>Leaves out Cutover's own schema: each side has its own.</summary>
    public static IEnumerable<string> DumpArguments(string file) =>
        ["--no-password", "--no-publications", "--no-subscriptions", "--exclude-schema=cutover", $"--file={file}"];

    /// <summary>Roles that own something in the old database and that the new server does not have.</summary>
    public static async Task<IReadOnlyList<string>> AbsentRolesAsync(Session old, Session next)
    {
        var wanted = await old.NamesAsync(
            $"""
            select distinct r.rolname from pg_roles r
            where r.oid in (select c.relowner from pg_class c join ({Catalog.UserSchemas}) u on u.oid = c.relnamespace
                            union select nspowner from ({Catalog.UserSchemas}) s
                            union select a.grantee from pg_class c join ({Catalog.UserSchemas}) u on u.oid = c.relnamespace,
                              aclexplode(c.relacl) a)
              and r.rolname !~ '^pg_' order by 1
            """);
        var have = await next.NamesAsync("select rolname from pg_roles");
        return [.. wanted.Except(have, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Makes the schemas as they are on the old side and lets their tables' owners create in them: without superuser a table can be given
    /// only to a role that may create there, and the dump's own grants come last.
    /// </summary>
    public static async Task<IReadOnlyList<string>> SchemaStatementsAsync(Session old)
    {
        var schemas = await old.ListAsync(
            $"""
            select u.nspname, r.rolname, array(
              select distinct o.rolname::text from pg_roles o
              where o.oid in (select c.relowner from pg_class c where c.relnamespace = u.oid union select p.proowner
                from pg_proc p where p.pronamespace = u.oid))
            from ({Catalog.UserSchemas}) u join pg_roles r on r.oid = u.nspowner
            order by 1
            """,
            row => (Name: row.GetString(0), Owner: row.GetString(1), Creators: row.GetFieldValue<string[]>(2)));
        var statements = new List<string>();
        foreach (var schema in schemas)
        {
            statements.Add($"create schema if not exists {Sql.Name(schema.Name)}");
            if (schema.Name != "public")
                statements.Add($"alter schema {Sql.Name(schema.Name)} owner to {Sql.Name(schema.Owner)}");
            foreach (var creator in schema.Creators.Where(creator => creator != schema.Owner))
                statements.Add($"grant create on schema {Sql.Name(schema.Name)} to {Sql.Name(creator)}");
        }

        return statements;
    }

    /// <summary>A directory of our own for one step; emptied first, because a crash may have left a part.</summary>
    public static string Scratch(DatabaseAddress at, string key)
    {
        var safe = string.Concat(key.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '_'));
        var path = Path.Combine(at.Scratch ?? Path.GetTempPath(), $"cutover-{safe}");
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path).FullName
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }
}
