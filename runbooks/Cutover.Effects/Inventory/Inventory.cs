using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>What two sides are told and are to do by themselves.</summary>
public static class Inventory
{
    /// <summary>A check that both sides have the same settings, but for those that the new side's address says differ.</summary>
    public static SameSettings Settings(Place<ListAddress> old, Place<ListAddress> next) => new(old, next);

    /// <summary>A check that the new side has every scheduled job of the old one, and no other.</summary>
    public static SameJobs Jobs(Place<ListAddress> old, Place<ListAddress> next) => new(old, next);
}
