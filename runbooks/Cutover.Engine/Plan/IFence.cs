namespace Cutover.Engine;

/// <summary>A write block. Every fence of a plan ends lifted (its undo, on the way back) or sealed (the other side has opened).</summary>
public interface IFence
{
    /// <summary>How long writers may be kept out before people are asked, or the run turns back by itself.</summary>
    TimeSpan Budget { get; }

    /// <summary>
    /// Why a fence that stands is not the one that was proved, such as writes between two looks; null where it is. What was built on the
    /// first must then be done again.
    /// </summary>
    /// <param name="proved">What the probe saw when the fence was proved.</param>
    /// <param name="now">What it sees now.</param>
    string? Breach(object proved, object now) => null;
}
