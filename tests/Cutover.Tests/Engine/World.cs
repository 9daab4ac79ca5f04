using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>An estate in memory: keys with values, what was done to them, and what is to go wrong.</summary>
internal sealed class World
{
    private readonly Dictionary<string, Queue<Fault>> _faults = [];
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public static Place<World> Place { get; } = new("world");

    /// <summary>Every call that acts, in order: "do a", "undo a".</summary>
    public List<string> Log { get; } = [];

    /// <summary>Do called where it was so already, undo where it was undone already.</summary>
    public List<string> Twice { get; } = [];

    /// <summary>How long a change takes.</summary>
    public TimeSpan Takes { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Kills the driver.</summary>
    public Action Crash { get; set; } = () => throw new InvalidOperationException("Nothing here can crash.");

    /// <summary>Called when a step's change begins.</summary>
    public Action<string> Began { get; set; } = _ => { };

    /// <summary>How many changes run now, and the most that ever did.</summary>
    public int AtOnce { get; private set; }

    public int MostAtOnce { get; private set; }

    public string this[string key]
    {
        get => _values.GetValueOrDefault(key, "");
        set => _values[key] = value;
    }

    /// <summary>All that is not empty, sorted.</summary>
    public string All => string.Join(" ", _values.Where(v => v.Value.Length > 0).OrderBy(v => v.Key, StringComparer.Ordinal)
        .Select(v => $"{v.Key}={v.Value}"));

    /// <summary>The next calls of this kind ("do", "undo", "probe") at this step go wrong in these ways, one each.</summary>
    public World Breaks(string kind, string step, params Fault[] faults)
    {
        _faults[$"{kind} {step}"] = new Queue<Fault>(faults);
        return this;
    }

    public Fault Next(string kind, string step) =>
        _faults.TryGetValue($"{kind} {step}", out var faults) && faults.TryDequeue(out var fault) ? fault : Fault.None;

    public async ValueTask ChangeAsync(string kind, StepContext context, string key, string to, CancellationToken cancellation)
    {
        var step = context.Run.Step;
        Log.Add($"{kind} {step}");
        if (this[key] == to)
            Twice.Add($"{kind} {step}");

        MostAtOnce = Math.Max(MostAtOnce, ++AtOnce);
        Began(step);
        try
        {
            var fault = Next(kind, step);
            if (fault == Fault.Finish)
                context.LetFinish(TimeSpan.FromSeconds(30));
            await ChangeAsync(fault, context.Time, key, to, cancellation);
        }
        finally
        {
            AtOnce--;
        }
    }

    private async Task ChangeAsync(Fault fault, TimeProvider time, string key, string to, CancellationToken cancellation)
    {
        if (fault == Fault.Throw)
            throw new IOException("the wire was cut");
        if (fault == Fault.Deaf)
            await new TaskCompletionSource().Task;

        try
        {
            await Task.Delay(fault is Fault.Hang or Fault.Sulk or Fault.Finish ? Timeout.InfiniteTimeSpan : Takes, time, cancellation);
        }
        catch (OperationCanceledException) when (fault == Fault.Finish)
        {
            await Task.Delay(TimeSpan.FromSeconds(30), time, CancellationToken.None);
        }
        catch (OperationCanceledException stopped) when (fault == Fault.Sulk)
        {
            throw new IOException("the wire was cut while stopping", stopped);
        }

        this[key] = fault switch
        {
            Fault.Nothing => this[key],
            Fault.HalfAndThrow or Fault.HalfAndCrash => $"half {to}",
            _ => to,
        };
        if (fault == Fault.HalfAndCrash)
            Crash();
        if (fault is Fault.LandAndThrow or Fault.HalfAndThrow or Fault.HalfAndCrash)
            throw new IOException("the wire was cut");
    }
}
