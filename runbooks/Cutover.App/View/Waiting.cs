using Cutover.Engine;

namespace Cutover.App;

/// <summary>Something that waits for people: what it is, and the commands that answer it.</summary>
internal sealed record Waiting(string What, IReadOnlyList<string> Commands)
{
    /// <summary>Everything that waits now.</summary>
    public static IReadOnlyList<Waiting> Of(RunState run) => [.. Gates(run), .. run.Held.Select(step => Held(run, step))];

    private static IEnumerable<Waiting> Gates(RunState run)
    {
        if (run.Status != RunStatus.Forward)
            yield break;

        foreach (var gate in run.Runbook.Steps.OfType<GateStep>().Where(gate => run[gate].Status == StepStatus.Waiting))
        {
            var votes = run.Votes.GetValueOrDefault(gate.Id);
            var missing = gate.Roles.Where(role => votes?.ContainsKey(role.Name) != true).Select(role => role.Name).ToList();
            yield return new Waiting(
                $"gate {gate.Id}: {run.Goes(gate)} of {gate.Votes} go; not heard from {string.Join(", ", missing)}",
                [.. missing.Select(role => $"./cutover vote {gate.Id} go --role {role}")]);
        }
    }

    private static Waiting Held(RunState run, Step step)
    {
        var commands = new List<string> { $"./cutover retry {step.Id}" };
        if (run.Status == RunStatus.Forward && !step.IsGuard)
            commands.Add($"./cutover skip {step.Id} --reason \"...\"");
        if (run.Status == RunStatus.Forward && run.PassedPointOfNoReturn is null)
            commands.Add("./cutover turn-back --reason \"...\"");

        return new Waiting($"{(run[step].Status == StepStatus.UndoHeld ? "STUCK" : "held")} {step.Id}: {run[step].Why}", commands);
    }
}
