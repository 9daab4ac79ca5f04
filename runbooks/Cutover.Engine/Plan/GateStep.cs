using System.Collections.Immutable;
using System.Text.Json;

namespace Cutover.Engine;

/// <summary>A decision by people. It is Done when enough of its roles have said go; one no ends the way forward.</summary>
public sealed class GateStep : Step
{
    internal GateStep(string id, Phase phase, ImmutableArray<Role> roles)
        : base(id, phase, isBack: false)
    {
        Roles = roles.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        Votes = roles.Length;
    }

    /// <summary>Who may vote.</summary>
    public ImmutableArray<Role> Roles { get; }

    /// <summary>How many of the roles must say go; all of them unless <see cref="AtLeast"/> says fewer.</summary>
    public int Votes { get; private set; }

    public override IProbe? Probe => null;

    public override string Verb => $"ask {string.Join(", ", Roles.Select(role => role.Name))}";

    public override bool IsEffect => false;

    public override bool IsReversible => false;

    /// <summary>Lets the gate pass with <paramref name="votes"/> of its roles.</summary>
    public GateStep AtLeast(int votes)
    {
        Change(terms => terms);
        Votes = votes;
        return this;
    }

    internal override ValueTask<Seen> ProbeAsync(StepContext context, CancellationToken cancellation) => throw NoEffect();

    internal override ValueTask DoAsync(StepContext context, JsonElement before, CancellationToken cancellation) => throw NoEffect();

    internal override ValueTask UndoAsync(StepContext context, JsonElement before, CancellationToken cancellation) => throw NoEffect();

    internal override bool IsUndone(JsonElement before, JsonElement now) => throw NoEffect();

    internal override object? Parse(JsonElement value) => throw NoEffect();

    private InvalidOperationException NoEffect() => new($"'{Id}' is a gate; it has no effect to run.");
}
