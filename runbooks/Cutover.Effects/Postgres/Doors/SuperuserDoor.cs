namespace Cutover.Effects;

/// <summary>Our own machine: we are superuser.</summary>
internal sealed class SuperuserDoor : PlainDoor
{
    public override string Name => "superuser";

    public override string? WhyNot(DoorFacts facts) => facts.IsSuperuser ? null : $"{facts.User} is no superuser";

    public override async Task CreateAsync(Session database, SubscriptionSpec subscription)
    {
        // The statement may hold a password, which the server would write to its log.
        await database.RunAllAsync(
            ["set log_statement = 'none'", "set log_min_duration_statement = -1", "set log_min_error_statement = 'panic'"]);
        await base.CreateAsync(database, subscription);
        await database.RunAllAsync(["reset log_statement", "reset log_min_duration_statement", "reset log_min_error_statement"]);
    }

    public override Task<bool> PublishesAllAsync(Session database) => Task.FromResult(true);
}
