using Cutover.Engine;
using static Cutover.Tests.Act;

namespace Cutover.Tests;

/// <summary>The night of one service, for tests of what can happen to one.</summary>
internal static class ServiceNight
{
    /// <summary>One service, from the gate to the opening; the way back after it carries the new side's writes.</summary>
    internal static void OneService(RunbookBuilder plan)
    {
        var ready = plan.Prepare("ready", new Set("replica", "on"));
        var go = plan.Gate(Phase.Prepare, "go", Role.Commander, TestNight.Owner).After(ready);
        var fence = plan.Freeze("fence", new Fence("old", 10.Minutes())).After(go).Within(1.Minutes());
        var copy = plan.Transfer("copy", new Copy("data", fence)).Within(1.Minutes());
        var same = plan.Prove("same", new Check("proof", "same")).After(copy).Within(1.Minutes());
        var flip = plan.Switch("flip", new Set("dns", "new")).After(same).Within(1.Minutes());
        var open = plan.Open("open", new Opening("new")).After(flip).Within(1.Minutes()).Seals(fence);
        plan.Settle("tidy", new Set("tidy", "yes")).After(open);
        plan.Back(Phase.Freeze, "back.drain", new Push("drained", "yes")).IfBegun(open).AfterUndoOf(open).BeforeUndoOf(flip, fence);
    }

    internal static TestNight Of(Action<RunbookBuilder>? plan = null)
    {
        var night = new TestNight(plan ?? OneService);
        night.World["proof"] = "same";
        night.World["old"] = "writable";
        night.Options = night.Options with { OnFailure = OnFailure.TurnBack };
        return night;
    }
}
