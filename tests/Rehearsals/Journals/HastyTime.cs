namespace Cutover.Rehearsals;

/// <summary>A clock on which a minute is over in two seconds.</summary>
internal sealed class HastyTime : TimeProvider
{
    public const int Pace = 30;

    public override long GetTimestamp() => base.GetTimestamp() * Pace;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Hasty(dueTime), Hasty(period));

    private static TimeSpan Hasty(TimeSpan span) => span > TimeSpan.Zero ? span / Pace : span;
}
