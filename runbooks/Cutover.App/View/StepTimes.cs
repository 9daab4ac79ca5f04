using Cutover.Engine;

namespace Cutover.App;

/// <summary>Since when a step is under way, as people count: from the moment its needs were met, its first look included.</summary>
internal static class StepTimes
{
    /// <summary>When a forward step could begin, or null where it cannot yet.</summary>
    public static DateTimeOffset? Ready(RunState run, Step step)
    {
        if (run.StartedAt is not { } start)
            return null;

        var ready = start;
        foreach (var need in step.Needs)
        {
            if (run[need] is not { IsSettled: true, Ended: { } ended })
                return null;
            if (ended > ready)
                ready = ended;
        }

        return ready;
    }

    /// <summary>When a step of the way back could begin, as far as the steps before it are finished.</summary>
    public static DateTimeOffset? ReadyToGoBack(
        RunState run, DateTimeOffset? turnedAt, WayBack.Turn turn, IReadOnlyCollection<WayBack.Turn> needs)
    {
        if (turn.IsUndo && !run[turn.Step].WasTried)
            return null;

        var ready = turnedAt;
        foreach (var need in needs)
        {
            if (!run.IsFinished(need) || run[need.Step].Ended is not { } ended)
                return null;
            if (ready is null || ended > ready)
                ready = ended;
        }

        return ready;
    }
}
