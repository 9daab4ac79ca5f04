namespace Cutover.Engine;

/// <summary>A wait that looks often at first and less often later, until a deadline.</summary>
internal sealed class Wait(TimeProvider time, TimeSpan deadline, StepTerms terms)
{
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(10);

    private readonly long _began = time.GetTimestamp();
    private TimeSpan _forgiven;
    private TimeSpan _pause = TimeSpan.FromMilliseconds(2);

    /// <summary>What is left until the deadline; never negative.</summary>
    public TimeSpan Left
    {
        get
        {
            var left = deadline + _forgiven - time.GetElapsedTime(_began);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>What was waited for somebody else does not count.</summary>
    public void Forgive(TimeSpan span) => _forgiven += span;

    /// <summary>How long one look may take: what is left, what the author gave it, and for the last look enough to see something.</summary>
    public TimeSpan Look => Longer(Longer(Left, Shorter(deadline, LastLook)), terms.Look ?? TimeSpan.Zero);

    public bool IsOver => Left == TimeSpan.Zero;

    /// <summary>Pauses before the next look, never beyond the deadline.</summary>
    /// <param name="looking">How long the last look took: one that costs a lot is not made back to back.</param>
    /// <param name="cancellation">Ends the pause.</param>
    public Task PauseAsync(TimeSpan looking, CancellationToken cancellation)
    {
        var pause = Longer(_pause, looking);
        _pause = Shorter(_pause * 2, terms.Poll);
        return RestAsync(pause, cancellation);
    }

    /// <summary>Rests for this long, never beyond the deadline.</summary>
    public Task RestAsync(TimeSpan pause, CancellationToken cancellation)
    {
        pause = Shorter(pause, Left);
        return pause > TimeSpan.Zero ? Task.Delay(pause, time, cancellation) : Task.CompletedTask;
    }

    public static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
