namespace Cutover.Engine;

/// <summary>A write block. Every fence of a plan ends lifted (its undo, on the way back) or sealed (the other side has opened).</summary>
public interface IFence
{
    /// <summary>How long writers may be kept out before people are asked, or the run turns back by itself.</summary>
    TimeSpan Budget { get; }
}
