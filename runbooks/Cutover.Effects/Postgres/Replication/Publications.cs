namespace Cutover.Effects;

/// <summary>Publishes every table of the application, with or without superuser.</summary>
internal static class Publications
{
    /// <summary>Null where everything can be published, else why not.</summary>
    public static async Task<string?> WhyNotAsync(Session database)
    {
        if (await Catalog.IsSuperuserAsync(database))
            return null;

        if (!await database.IsAsync("select rolreplication from pg_roles where rolname = current_user"))
            return $"{database.At.User} lacks REPLICATION; say ALTER ROLE {database.At.User} REPLICATION";

        if (!await database.IsAsync("has_database_privilege(current_database(), 'CREATE')"))
            return $"{database.At.User} lacks CREATE on the database";

        var foreign = await NotOursAsync(database);
        if (foreign.Count == 0)
            return null;

        var (door, _) = await Doors.ChooseAsync(database);
        return door is not null && await door.PublishesAllAsync(database)
            ? null
            : $"{database.At.User} does not own {foreign[0]} ({foreign.Count} such tables) and no door publishes all tables; grant it "
                + "the owner's role";
    }

    /// <summary>All tables at once where that is allowed; else each by name, which leaves out what is added later.</summary>
    public static async Task EnsureAsync(Session database, string publication)
    {
        if (!await ExistsAsync(database, publication))
        {
            if (await PublisherAsync(database) is { } all)
                await all.PublishAllAsync(database, publication);
            else
                await database.RunAsync(
                    $"create publication {Sql.Name(publication)} for table "
                        + $"{string.Join(", ", (await WantedAsync(database)).Select(table => table.Quoted))}");
        }

        var missing = await MissingAsync(database, publication);
        if (missing.Count > 0)
            await database.RunAsync(
                $"alter publication {Sql.Name(publication)} add table {string.Join(", ", missing.Select(table => table.Quoted))}");
    }

    /// <summary>Tables of the application that the publication does not have.</summary>
    public static async Task<IReadOnlyList<TableName>> MissingAsync(Session database, string publication)
    {
        var published = await database.ListAsync(
            "select schemaname, tablename from pg_publication_tables where pubname = $1", row =>
                new TableName(row.GetString(0), row.GetString(1)), publication);
        return [.. (await WantedAsync(database)).Except(published)];
    }

    public static Task<bool> ExistsAsync(Session database, string publication) =>
        database.IsAsync("exists (select from pg_publication where pubname = $1)", publication);

    public static async Task DropAsync(Session database, string publication)
    {
        if (!await ExistsAsync(database, publication))
            return;

        var (door, _) = await Doors.ChooseAsync(database);
        await (door ?? new SuperuserDoor()).DropPublicationAsync(database, publication);
    }

    public static async Task<IReadOnlyList<TableName>> WantedAsync(Session database) =>
        [.. await Catalog.TablesAsync(database), Marker.Table];

    /// <summary>The door that publishes all; none where an extension has tables, whose rows the new side has already.</summary>
    private static async Task<IDoor?> PublisherAsync(Session database)
    {
        var extensionTables = await database.IsAsync(
            "exists (select from pg_depend d join pg_class c on c.oid = d.objid where d.classid = 'pg_class'::regclass and d.deptype = "
                + "'e' and c.relkind = 'r')");
        if (extensionTables || (!await Catalog.IsSuperuserAsync(database) && (await NotOursAsync(database)).Count == 0))
            return null;

        var (door, _) = await Doors.ChooseAsync(database);
        return door is not null && await door.PublishesAllAsync(database) ? door : null;
    }

    private static Task<IReadOnlyList<string>> NotOursAsync(Session database) => database.NamesAsync(
        $"select format('%I.%I', t.nspname, t.relname) from ({Catalog.UserTables}) t where not pg_has_role(t.relowner, 'USAGE') order "
            + "by 1");
}
