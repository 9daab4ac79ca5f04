namespace Cutover.Effects;

/// <summary>Azure Database for PostgreSQL: its admin role may say CREATE SUBSCRIPTION once it has REPLICATION.</summary>
/// <remarks>https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-logical</remarks>
internal sealed class AzureDoor : PlainDoor
{
    public override string Name => "azure_pg_admin with REPLICATION";

    public override async Task<string?> WhyNotAsync(Session database)
    {
        if (!await Catalog.IsMemberAsync(database, "azure_pg_admin"))
            return $"{database.At.User} is not a member of azure_pg_admin";

        return await database.IsAsync("select rolreplication from pg_roles where rolname = current_user")
            ? null
            : $"{database.At.User} lacks REPLICATION; say ALTER ROLE {database.At.User} REPLICATION";
    }
}
