using System.Text.Json;
using Cutover.App;
using Cutover.Engine;
using static Cutover.Tests.SmallNight;

namespace Cutover.Tests;

/// <summary>A run whose plan was changed on the way, and the change accepted.</summary>
public sealed class ChangedPlanTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task A_held_check_that_the_change_drops_is_forgotten_by_the_report_too()
    {
        _desk.World.Set("differs");
        await BeginAsync(plan => plan.Prepare("check", new Same(Folder, Copy(plan))).Within(100.Milliseconds()));

        Assert.Equal(ExitCode.Completed, await GoOnAsync("check", plan => Copy(plan)));

        Assert.Equal("Completed", Report().GetProperty("outcome").GetString());
        Assert.DoesNotContain("check", Steps());
    }

    [Fact]
    public async Task What_came_before_a_change_is_not_judged_by_the_plan_of_after_it()
    {
        await BeginAsync(plan => Copy(plan));

        Assert.Equal(ExitCode.Completed, await GoOnAsync("go,new", plan =>
        {
            var copy = Copy(plan);
            return plan.Prepare("new", new Flag(Folder, "new")).After(copy);
        }));

        Assert.Equal("Completed", Report().GetProperty("outcome").GetString());
        Assert.Contains("new", Steps());
        Assert.Contains("it differs in go, new", _desk.Report("report.md"), StringComparison.Ordinal);
    }

    private static Step<FlagSeen> Copy(RunbookBuilder plan) => plan.Prepare("copy", new Flag(Folder, "copied"));

    private async Task BeginAsync(Func<RunbookBuilder, Step> steps)
    {
        _desk.Change = night => night with { Plan = () => Plan(steps, waits: false) };
        Assert.Equal(ExitCode.Waits, await _desk.RunAsync("run", "--environment", "staging", "--unattended"));
    }

    private async Task<ExitCode> GoOnAsync(string accept, Func<RunbookBuilder, Step> steps)
    {
        _desk.Change = night => night with { Plan = () => Plan(steps, waits: accept.Contains("go", StringComparison.Ordinal)) };
        await _desk.RunAsync("run", "--environment", "staging", "--unattended", "--accept-changed", accept);
        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("vote", "go", "go", "--role", "commander"));
        return await _desk.RunAsync("run", "--environment", "staging", "--unattended");
    }

    private static Runbook Plan(Func<RunbookBuilder, Step> steps, bool waits)
    {
        var plan = new RunbookBuilder("small", 1.Minutes());
        var last = steps(plan);
        plan.Gate(Phase.Prepare, "go", Role.Commander).After(waits ? [last] : []);
        return plan.Build();
    }

    private JsonElement Report()
    {
        using var report = JsonDocument.Parse(_desk.Report("report.json"));
        return report.RootElement.Clone();
    }

    private IEnumerable<string?> Steps() =>
        Report().GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("id").GetString());
}
