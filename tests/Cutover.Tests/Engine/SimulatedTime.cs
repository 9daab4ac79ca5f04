using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>
/// A clock that stands still until it is told to go to the next timer, so that every wait of a night is exact and none is real.
/// </summary>
internal sealed class SimulatedTime : TimeProvider
{
    private readonly PriorityQueue<(Timer Timer, int Armed), (long At, long Order)> _due = new();
    private long _ticks = new DateTimeOffset(2026, 6, 20, 19, 0, 0, TimeSpan.Zero).UtcTicks;
    private long _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new(_ticks, TimeSpan.Zero);

    public override long GetTimestamp() => _ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Calls an action once, this long from now.</summary>
    public void After(TimeSpan wait, Action action) => CreateTimer(_ => action(), null, wait, Timeout.InfiniteTimeSpan);

    /// <summary>Goes to the next timer and fires it.</summary>
    /// <returns>False where there is none.</returns>
    public bool GoToNext()
    {
        while (_due.TryDequeue(out var next, out var at))
        {
            if (next.Timer.Armed != next.Armed)
                continue;

            _ticks = Math.Max(_ticks, at.At);
            next.Timer.Fire();
            return true;
        }

        return false;
    }

    private sealed class Timer(SimulatedTime clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public int Armed { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Armed++;
            _period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
                clock._due.Enqueue((this, Armed), (clock._ticks + dueTime.Ticks, clock._order++));

            return true;
        }

        public void Fire()
        {
            if (_period > TimeSpan.Zero)
                Change(_period, _period);

            callback(state);
        }

        public void Dispose() => Armed++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
