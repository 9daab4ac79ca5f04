using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>The network between hosts.</summary>
public static class Net
{
    /// <summary>A check that a host reaches its partners.</summary>
    public static Reaches Reaches(Place<ReachAddress> from) => new(from);
}
