using Cutover.Engine;

namespace Cutover.App;

/// <summary>The outage as the plan sees it: from the first fence until every fence that was set is sealed or lifted.</summary>
internal static class Outage
{
    /// <summary>When it ended, or null where it has not.</summary>
    public static DateTimeOffset? EndedAt(RunState run)
    {
        if (run.FirstFenceAt is null)
            return null;

        DateTimeOffset? last = null;
        foreach (var fence in run.Runbook.Steps.Where(step => step.IsFence && run[step].WasTried))
        {
            var ended = run[fence] is { Status: StepStatus.Undone, Ended: { } lifted } ? lifted : SealedAt(run, fence);
            if (ended is null)
                return null;
            if (last is null || ended > last)
                last = ended;
        }

        return last;
    }

    private static DateTimeOffset? SealedAt(RunState run, Step fence) =>
        run.Runbook.Steps.Where(step => step.Seals.Contains(fence) && run[step].Status == StepStatus.Done)
            .Select(step => run[step].Ended)
            .FirstOrDefault();
}
