namespace Cutover.Effects;

/// <summary>The predefined role of PostgreSQL 16 and later.</summary>
/// <remarks>https://www.postgresql.org/docs/16/predefined-roles.html</remarks>
internal sealed class SubscriptionRoleDoor : PlainDoor
{
    public override string Name => "pg_create_subscription";

    public override async Task<string?> WhyNotAsync(Session database)
    {
        if (database.Version < 16)
            return $"the server is version {database.Version}, and the role pg_create_subscription came with 16";
        if (!await Catalog.IsMemberAsync(database, "pg_create_subscription"))
            return $"{database.At.User} is not a member of pg_create_subscription";

        return await database.IsAsync("has_database_privilege(current_database(), 'CREATE')")
            ? null
            : $"{database.At.User} lacks CREATE on the database";
    }
}
