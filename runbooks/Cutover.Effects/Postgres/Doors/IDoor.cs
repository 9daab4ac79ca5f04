namespace Cutover.Effects;

/// <summary>
/// How subscriptions are made on a server that may not let us be superuser: every provider has a way of its own. Slots are made and
/// dropped by Cutover at the publisher, so that each part is seen, made and taken back by itself.
/// </summary>
internal interface IDoor
{
    /// <summary>For findings: what lets us in.</summary>
    string Name { get; }

    /// <summary>Whether a subscription can be made that does not begin at once.</summary>
    bool MakesDisabled { get; }

    /// <summary>Null where this door opens, else why it does not.</summary>
    string? WhyNot(DoorFacts facts);

    Task CreateAsync(Session database, SubscriptionSpec subscription);

    Task EnableAsync(Session database, string subscription);

    Task DisableAsync(Session database, string subscription);

    /// <summary>Drops the subscription and leaves its slot at the publisher alone.</summary>
    Task DropAsync(Session database, string subscription);

    /// <summary>Whether this door publishes all tables, also those that we do not own.</summary>
    Task<bool> PublishesAllAsync(Session database);

    Task PublishAllAsync(Session database, string publication);

    /// <summary>Drops a publication, also one that this door made and that is not ours.</summary>
    Task DropPublicationAsync(Session database, string publication);
}
