using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.App;

/// <summary>How a rehearsal is held. Kept with the run, so that a continued one is the same rehearsal.</summary>
public sealed record RehearsalOptions
{
    /// <summary>The estate's own directory.</summary>
    public required string Directory { get; init; }

    public RehearsalSize Size { get; init; } = RehearsalSize.Full;

    /// <summary>Whether a dump and restore of the same data is measured beside it.</summary>
    public bool CompareDump { get; init; }

    /// <summary>What happens when a step has failed after its retries.</summary>
    public OnFailure OnFailure { get; init; } = OnFailure.TurnBack;

    /// <summary>The step after which the run is made to turn back, or null.</summary>
    public string? TurnBackFrom { get; init; }

    /// <summary>
    /// The nights that follow on the same estate and under the same crowd, each where the one before turned back as it was told: the step
    /// after which it turns back itself, or null for a whole night.
    /// </summary>
    public ImmutableArray<string?> Then { get; init; } = [];

    /// <summary>Whether the estate stays up after the night.</summary>
    public bool Keep { get; init; }

    /// <summary>What the crowd's and the data's random numbers begin with.</summary>
    public int Seed { get; init; } = 1;
}
