namespace Cutover.Effects;

/// <summary>Azure Database for PostgreSQL: its admin role may say CREATE SUBSCRIPTION once it has REPLICATION.</summary>
/// <remarks>https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-logical</remarks>
internal sealed class AzureDoor : PlainDoor
{
    public override string Name => "azure_pg_admin with REPLICATION";

    public override string? WhyNot(DoorFacts facts) => facts switch
    {
        _ when !facts.Roles.Contains("azure_pg_admin", StringComparer.Ordinal) => $"{facts.User} is not a member of azure_pg_admin",
        { MayReplicate: false } => $"{facts.User} lacks REPLICATION; say ALTER ROLE {facts.User} REPLICATION",
        _ => null,
    };
}
