using Cutover.Engine;

namespace Cutover.App;

/// <summary>Something that waits for people: what it is, and the commands that answer it.</summary>
internal sealed record Waiting(string What, IReadOnlyList<string> Commands)
{
    /// <summary>Everything that waits now.</summary>
    public static IReadOnlyList<Waiting> Of(RunState run) =>
        [.. Gates(run), .. Spent(run), .. run.Held.Select(step => Held(run, step))];

    private static IEnumerable<Waiting> Gates(RunState run)
    {
        if (run.Status != RunStatus.Forward)
            yield break;

        foreach (var gate in run.Runbook.Steps.OfType<GateStep>().Where(gate => run[gate].Status == StepStatus.Waiting))
        {
            var votes = run.Votes.GetValueOrDefault(gate.Id);
            var missing = gate.Roles.Where(role => votes?.ContainsKey(role.Name) != true).Select(role => role.Name).ToList();
            var late = run[gate].IsLate ? $"LATE, not decided within {Spans.Planned(gate.Terms.Deadline)}; " : "";
            yield return new Waiting(
                $"gate {gate.Id}: {late}{run.Goes(gate)} of {gate.Votes} go; not heard from {string.Join(", ", missing)}; {run.WhatNoDoes}",
                [.. missing.Select(role => $"./cutover vote {gate.Id} go --role {role}"), .. run[gate].IsLate ? TurnBack(run) : []]);
        }
    }

    /// <summary>Writers are out for longer than the plan's author thought right: somebody decides how much longer.</summary>
    private static IEnumerable<Waiting> Spent(RunState run) => run.Status != RunStatus.Forward
        ? []
        : run.SpentFences.Select(fence => new Waiting(
            $"fence {fence.Id}: BUDGET SPENT, writers are kept out for longer than {Spans.Planned(((IFence)fence.Probe!).Budget)}",
            TurnBack(run)));

    private static string[] TurnBack(RunState run) => run.Status == RunStatus.Forward && run.PassedPointOfNoReturn is null
        ? ["./cutover turn-back --reason \"...\""]
        : [];

    private static Waiting Held(RunState run, Step step)
    {
        var commands = new List<string> { $"./cutover retry {step.Id}" };
        if (run.Status == RunStatus.Forward && !step.IsGuard)
            commands.Add($"./cutover skip {step.Id} --reason \"...\"");
        commands.AddRange(TurnBack(run));
        return new Waiting($"{(run[step].Status == StepStatus.UndoHeld ? "STUCK" : "held")} {step.Id}: {run[step].Why}", commands);
    }
}
