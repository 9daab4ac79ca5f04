using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Mirrors out there that pull with --delete: what an incomplete server lacks they throw away.</summary>
public static class Mirrors
{
    /// <summary>Makes or refreshes a mirror of one's own from the daemon that serves, as mirrors do.</summary>
    public static FollowMirror Follow(Place<MirrorAddress> daemon) => new(daemon);

    /// <summary>
    /// A check that no mirror of the old daemon would delete what that one still has when it pulls from the new one; neither port need be
    /// open.
    /// </summary>
    public static MirrorsKeep NobodyDeletes(Place<MirrorAddress> old, Place<MirrorAddress> next) => new(old, next);
}
