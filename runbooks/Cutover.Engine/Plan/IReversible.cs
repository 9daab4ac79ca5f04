namespace Cutover.Engine;

/// <summary>An effect that can be taken back.</summary>
public interface IReversible<T> : IEffect<T>
{
    /// <summary>
    /// Restores what <paramref name="before"/> describes. The runner calls it only while the probe still sees what Do made;
    /// where the target can compare and set, the effect does so too, so that a later change is never overwritten blindly.
    /// </summary>
    ValueTask UndoAsync(StepContext context, T before, CancellationToken cancellation);

    /// <summary>
    /// Whether <paramref name="now"/> is the state that undo restores. Equality, unless a value has parts that drift by themselves.
    /// </summary>
    bool IsUndone(T before, T now) => EqualityComparer<T>.Default.Equals(before, now);
}
