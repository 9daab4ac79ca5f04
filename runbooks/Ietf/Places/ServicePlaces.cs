using System.Collections.Immutable;
using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>What one service consists of, old and new.</summary>
/// <param name="Name">The service's name: what its places, its steps and its traffic begin with.</param>
public sealed record ServicePlaces(string Name)
{
    /// <summary>A page that answers 200 as long as the service is there.</summary>
    public string HomePath { get; init; } = "/";

    /// <summary>Where people hand in what is large; null where nobody does.</summary>
    public UploadForm? Upload { get; init; }

    /// <summary>What the new side must answer as the old one does, whatever the estate asks besides.</summary>
    public ImmutableArray<string> Exposed { get; init; } = [];

    public Place<DatabaseAddress> OldDatabase { get; } = new($"{Name}.old.database");

    public Place<DatabaseAddress> NewDatabase { get; } = new($"{Name}.new.database");

    /// <summary>The old application, which writes.</summary>
    public Place<ServiceAddress> OldApp { get; } = new($"{Name}.old.app");

    /// <summary>The old application a second time, on a role that may only read: it answers while writers are kept out.</summary>
    public Place<ServiceAddress> OldReader { get; } = new($"{Name}.old.reader");

    public Place<ServiceAddress> NewApp { get; } = new($"{Name}.new.app");

    /// <summary>The name that people use, and whoever answers for it.</summary>
    public Place<NameAddress> DnsName { get; } = new($"{Name}.name");

    /// <summary>The service as people reach it.</summary>
    public Place<SiteAddress> Site { get; } = new($"{Name}.site");

    /// <summary>The service as testers reach it: by its name, with their token.</summary>
    public Place<SiteAddress> TestersSite { get; } = new($"{Name}.testers.site");

    /// <summary>What people ask of it.</summary>
    public Place<QuestionsAddress> Questions { get; } = new($"{Name}.questions");

    /// <summary>The new side, asked directly and past every front.</summary>
    public Place<SiteAddress> NewSite { get; } = new($"{Name}.new.site");

    /// <summary>Pages with links that must lead somewhere, that of a missing page among them.</summary>
    public Place<QuestionsAddress> Pages { get; } = new($"{Name}.pages");

    /// <summary>What is shown to nobody who has no key and has not signed in.</summary>
    public Place<DoorsAddress> Doors { get; } = new($"{Name}.doors");

    /// <summary>Restores the newest backup of the new database beside it, as its keepers would.</summary>
    public Place<CommandAddress> Restore { get; } = new($"{Name}.new.restore");

    public Place<DatabaseAddress> RestoredDatabase { get; } = new($"{Name}.new.restored");

    /// <summary>What the old application is told, and the new one.</summary>
    public Place<ListAddress> OldSettings { get; } = new($"{Name}.old.settings");

    public Place<ListAddress> NewSettings { get; } = new($"{Name}.new.settings");

    /// <summary>What the old side does by itself at certain times, and the new one.</summary>
    public Place<ListAddress> OldJobs { get; } = new($"{Name}.old.jobs");

    public Place<ListAddress> NewJobs { get; } = new($"{Name}.new.jobs");
}
