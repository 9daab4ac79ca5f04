namespace Cutover.Engine;

/// <summary>Writes a plan down, then freezes it.</summary>
/// <param name="id">The runbook's name.</param>
/// <param name="window">How long the announced outage lasts.</param>
public sealed class RunbookBuilder(string id, TimeSpan window)
{
    private readonly List<Step> _steps = [];

    public Step<T> Announce<T>(string step, IProbe<T> probe) => Forward(Phase.Announce, step, probe);

    public Step<T> Prepare<T>(string step, IProbe<T> probe) => Forward(Phase.Prepare, step, probe);

    public Step<T> Freeze<T>(string step, IProbe<T> probe) => Forward(Phase.Freeze, step, probe);

    public Step<T> Transfer<T>(string step, IProbe<T> probe) => Forward(Phase.Transfer, step, probe);

    public Step<T> Prove<T>(string step, IProbe<T> probe) => Forward(Phase.Prove, step, probe);

    public Step<T> Switch<T>(string step, IProbe<T> probe) => Forward(Phase.Switch, step, probe);

    public Step<T> Open<T>(string step, IProbe<T> probe) => Forward(Phase.Open, step, probe);

    public Step<T> Settle<T>(string step, IProbe<T> probe) => Forward(Phase.Settle, step, probe);

    public Step<T> Retire<T>(string step, IProbe<T> probe) => Forward(Phase.Retire, step, probe);

    /// <summary>A step that only the way back has. Say with <c>IfBegun</c> when it is needed.</summary>
    public Step<T> Back<T>(Phase phase, string step, IProbe<T> probe) => Add(new Step<T>(step, phase, isBack: true, probe));

    /// <summary>A decision at the end of a phase; every role must say go, unless <see cref="GateStep.AtLeast"/> says fewer.</summary>
    public GateStep Gate(Phase phase, string step, params Role[] roles) => Add(new GateStep(step, phase, [.. roles]));

    /// <summary>Collects, normalises, validates and hashes.</summary>
    /// <exception cref="RunbookInvalidException">With every rule that is broken.</exception>
    public Runbook Build()
    {
        var describer = new StepDescription.Describer();
        var descriptions = new Dictionary<Step, StepDescription>();
        var broken = new List<BrokenRule>();
        foreach (var step in _steps)
        {
            var description = Describe(describer, step, broken);
            descriptions.TryAdd(step, description);
            step.Freeze(description.Reads);
        }

        broken.AddRange(PlanRules.Check(id, window, _steps, descriptions.Values.SelectMany(description => description.Places)));
        if (broken.Count > 0)
            throw new RunbookInvalidException(id, broken);

        return new Runbook(id, window, StepGraph.Ordered(_steps), RunbookHash.Of(id, window, _steps, descriptions));
    }

    private Step<T> Forward<T>(Phase phase, string step, IProbe<T> probe) => Add(new Step<T>(step, phase, isBack: false, probe));

    private TStep Add<TStep>(TStep step)
        where TStep : Step
    {
        _steps.Add(step);
        return step;
    }

    private static StepDescription Describe(StepDescription.Describer describer, Step step, List<BrokenRule> broken)
    {
        if (step.Probe is null)
            return StepDescription.Empty;

        try
        {
            return describer.Describe(step.Probe);
        }
        catch (NotSupportedException failure)
        {
            broken.Add(new BrokenRule("plain-data", step.Id, $"its effect holds something that is not plain data: {failure.Message}"));
            return StepDescription.Empty;
        }
    }
}
