namespace Cutover.Effects;

/// <summary>What decides which door opens, asked in one question.</summary>
/// <param name="User">Our role there.</param>
/// <param name="Version">The server's major version.</param>
/// <param name="IsSuperuser">Whether we are superuser.</param>
/// <param name="MayReplicate">Whether we have REPLICATION.</param>
/// <param name="MayCreate">Whether we have CREATE on the database.</param>
/// <param name="Roles">Which of the roles that open doors we are in.</param>
/// <param name="Functions">Which of the functions that open doors we may call.</param>
/// <param name="OffersAiven">Whether the extension aiven_extras could be created.</param>
internal sealed record DoorFacts(
    string User, int Version, bool IsSuperuser, bool MayReplicate, bool MayCreate,
    IReadOnlyList<string> Roles, IReadOnlyList<string> Functions, bool OffersAiven)
{
    public static async Task<DoorFacts> OfAsync(Session database)
    {
        var functions = FunctionDoor.All.SelectMany(door => door.Needed).ToArray();
        return (await database.ListAsync(
            """
            select r.rolsuper, r.rolreplication, has_database_privilege(current_database(), 'CREATE'),
                   array(select g.rolname::text from pg_roles g
                     where g.rolname in ('azure_pg_admin', 'pg_create_subscription') and pg_has_role(g.oid, 'USAGE')),
                   array(select f from unnest($1) f where has_function_privilege(to_regprocedure(f), 'EXECUTE')),
                   exists (select from pg_available_extensions where name = 'aiven_extras')
            from pg_roles r where r.rolname = current_user
            """,
            row => new DoorFacts(
                database.At.User, database.Version, row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2),
                row.GetFieldValue<string[]>(3), row.GetFieldValue<string[]>(4), row.GetBoolean(5)),
            (object)functions))[0];
    }
}
