using System.Text.Json;

namespace Cutover.Engine;

/// <inheritdoc/>
/// <typeparam name="T">What its probe sees, and so the step's output.</typeparam>
public sealed class Step<T> : Step
{
    private readonly IProbe<T> _probe;

    internal Step(string id, Phase phase, bool isBack, IProbe<T> probe)
        : base(id, phase, isBack)
        => _probe = probe;

    public override IProbe Probe => _probe;

    public override string Verb => _probe.Verb;

    public override bool IsEffect => _probe is IEffect<T>;

    public override bool IsReversible => _probe is IReversible<T>;

    internal override async ValueTask<Seen> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        var finding = await _probe.ProbeAsync(context, cancellation);
        JsonElement? value = finding.Verdict == Verdict.Unknown ? null : JsonSerializer.SerializeToElement(finding.Value, Json.Values);
        return new Seen(finding.Verdict, value, finding.Why);
    }

    internal override ValueTask DoAsync(StepContext context, JsonElement before, CancellationToken cancellation) =>
        ((IEffect<T>)_probe).DoAsync(context, Typed(before), cancellation);

    internal override ValueTask UndoAsync(StepContext context, JsonElement before, CancellationToken cancellation) =>
        ((IReversible<T>)_probe).UndoAsync(context, Typed(before), cancellation);

    internal override bool IsUndone(JsonElement before, JsonElement now) =>
        ((IReversible<T>)_probe).IsUndone(Typed(before), Typed(now));

    internal override object? Parse(JsonElement value) => Typed(value);

    private static T Typed(JsonElement value) => value.Deserialize<T>(Json.Values)!;
}
