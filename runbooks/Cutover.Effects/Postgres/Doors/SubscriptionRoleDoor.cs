namespace Cutover.Effects;

/// <summary>The predefined role of PostgreSQL 16 and later.</summary>
/// <remarks>https://www.postgresql.org/docs/16/predefined-roles.html</remarks>
internal sealed class SubscriptionRoleDoor : PlainDoor
{
    public override string Name => "pg_create_subscription";

    public override string? WhyNot(DoorFacts facts) => facts switch
    {
        { Version: < 16 } => $"the server is version {facts.Version}, and the role pg_create_subscription came with 16",
        _ when !facts.Roles.Contains("pg_create_subscription", StringComparer.Ordinal) =>
            $"{facts.User} is not a member of pg_create_subscription",
        { MayCreate: false } => $"{facts.User} lacks CREATE on the database",
        _ => null,
    };
}
