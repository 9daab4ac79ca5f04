using Cutover.Engine;

namespace Ietf;

/// <summary>What may not be done all at once, because the machines have users.</summary>
internal static class IetfLimits
{
    /// <summary>Looks that ask or read much, before the go and after the opening: users come first.</summary>
    public static Limit Looks { get; } = new("looks", AtOnce: 1);

    /// <summary>What starts again after the opening: users are back first, and the machines are theirs.</summary>
    public static Limit Starts { get; } = new("starts", AtOnce: 1);

    /// <summary>Copies ahead, each of which can keep a disk or a core busy.</summary>
    public static Limit Copies { get; } = new("copies", AtOnce: 1);
}
