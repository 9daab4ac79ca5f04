namespace Cutover.Effects;

/// <summary>Functions that the server's owner left for us, which act with the owner's rights.</summary>
/// <param name="schema">Where they are.</param>
/// <param name="prefix">What their names begin with.</param>
/// <param name="publishAll">The call that publishes all tables; its publication is the first parameter.</param>
internal abstract class FunctionDoor(string schema, string prefix, string publishAll) : IDoor
{
    public abstract string Name { get; }

    /// <summary>The functions take no such wish: what they make begins at once.</summary>
    public bool MakesDisabled => false;

    /// <summary>Every door of this kind.</summary>
    public static IReadOnlyList<FunctionDoor> All => [new AivenDoor(), new OwnersDoor()];

    /// <summary>The functions without which it is no door.</summary>
    public IReadOnlyList<string> Needed =>
    [
        $"{schema}.{prefix}create_subscription(text,text,text,text,boolean,boolean)",
        $"{schema}.{prefix}alter_subscription_enable(text)",
        $"{schema}.{prefix}alter_subscription_disable(text)",
        $"{schema}.{prefix}drop_subscription(text)",
    ];

    public virtual string? WhyNot(DoorFacts facts) =>
        Needed.Except(facts.Functions, StringComparer.Ordinal).FirstOrDefault() is { } absent ? $"{facts.User} has no function "
            + $"{absent}" : null;

    public Task CreateAsync(Session database, SubscriptionSpec subscription)
    {
        if (!subscription.Enabled)
            throw new InvalidOperationException(
                $"The door '{Name}' cannot make the subscription {subscription.Name} without beginning it.");

        return database.RunAsync(
            $"select {schema}.{prefix}create_subscription($1, $2, $3, $1, false, $4)",
            subscription.Name, subscription.Conninfo, subscription.Publication, subscription.Copy);
    }

    public Task EnableAsync(Session database, string subscription) =>
        database.RunAsync($"select {schema}.{prefix}alter_subscription_enable($1)", subscription);

    public Task DisableAsync(Session database, string subscription) =>
        database.RunAsync($"select {schema}.{prefix}alter_subscription_disable($1)", subscription);

    public Task DropAsync(Session database, string subscription) =>
        database.RunAsync($"select {schema}.{prefix}drop_subscription($1)", subscription);

    public Task<bool> PublishesAllAsync(Session database)
    {
        var types = publishAll.Contains(',', StringComparison.Ordinal) ? "text,text" : "text";
        return Catalog.HasRoutineAsync(database, $"{schema}.{prefix}create_publication_for_all_tables({types})");
    }

    public Task PublishAllAsync(Session database, string publication) =>
        database.RunAsync($"select {schema}.{prefix}create_publication_for_all_tables({publishAll})", publication);

    public virtual Task DropPublicationAsync(Session database, string publication) => database.RunAsync(
        $"drop publication if exists {Sql.Name(publication)}");
}
