namespace Cutover.Effects;

/// <summary>A door that lets us say the statements ourselves; which right it needs is the difference between them.</summary>
internal abstract class PlainDoor : IDoor
{
    public abstract string Name { get; }

    public bool MakesDisabled => true;

    public abstract string? WhyNot(DoorFacts facts);

    public virtual Task CreateAsync(Session database, SubscriptionSpec subscription) => database.RunAsync(
        $"""
        create subscription {Sql.Name(subscription.Name)} connection {Sql.Text(subscription.Conninfo)}
        publication {Sql.Name(subscription.Publication)}
        with (slot_name = {Sql.Text(subscription.Name)}, create_slot = false, copy_data = {Word(subscription.Copy)},
          enabled = {Word(subscription.Enabled)})
        """);

    public Task EnableAsync(Session database, string subscription) => database.RunAsync(
        $"alter subscription {Sql.Name(subscription)} enable");

    public Task DisableAsync(Session database, string subscription) => database.RunAsync(
        $"alter subscription {Sql.Name(subscription)} disable");

    public async Task DropAsync(Session database, string subscription)
    {
        await DisableAsync(database, subscription);
        await database.RunAsync($"alter subscription {Sql.Name(subscription)} set (slot_name = none)");
        await database.RunAsync($"drop subscription {Sql.Name(subscription)}");
    }

    public virtual Task<bool> PublishesAllAsync(Session database) => Task.FromResult(false);

    public Task PublishAllAsync(Session database, string publication) => database.RunAsync(
        $"create publication {Sql.Name(publication)} for all tables");

    public Task DropPublicationAsync(Session database, string publication) => database.RunAsync(
        $"drop publication if exists {Sql.Name(publication)}");

    private static string Word(bool value) => value ? "true" : "false";
}
