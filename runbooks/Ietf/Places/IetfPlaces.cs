using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>Everything that the night refers to. An estate gives each an address.</summary>
public static class IetfPlaces
{
    public static ServicePlaces Datatracker { get; } = new("datatracker") { HomePath = "/api/version" };

    public static ServicePlaces Www { get; } = new("www");

    /// <summary>Datatracker's background scheduler: exactly one in the world.</summary>
    public static Place<ServiceAddress> OldScheduler { get; } = new("datatracker.old.scheduler");

    public static Place<ServiceAddress> NewScheduler { get; } = new("datatracker.new.scheduler");

    /// <summary>/a, the file system that the services share.</summary>
    public static Place<DirectoryAddress> OldFiles { get; } = new("files.old");

    public static Place<DirectoryAddress> NewFiles { get; } = new("files.new");

    /// <summary>The stack whose config says where each service's requests go.</summary>
    public static Place<StackAddress> Traffic { get; } = new("traffic.stack");

    /// <summary>What that stack makes, where it can be seen: the names lead here days before the night.</summary>
    public static Place<EdgeAddress> Edge { get; } = new("edge");

    /// <summary>Where the names led before.</summary>
    public static Place<FrontAddress> OldFront { get; } = new("front.old");

    /// <summary>The edge's Worker of www, asked for its old links alone, whatever it would say to people.</summary>
    public static Place<SiteAddress> WwwWorker { get; } = new("www.worker");

    /// <summary>What the names are pointed at.</summary>
    public static Place<TargetAddress> OldTarget { get; } = new("target.old");

    public static Place<TargetAddress> NewTarget { get; } = new("target.edge");
}
