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

    /// <summary>Whether a night that turned back as told is followed by a whole one, on the same estate and under the same crowd.</summary>
    public bool Again { get; init; }

    /// <summary>Whether the estate stays up after the night.</summary>
    public bool Keep { get; init; }

    /// <summary>What the crowd's and the data's random numbers begin with.</summary>
    public int Seed { get; init; } = 1;
}
