using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Cutover.App;

/// <summary>What a rehearsal adds to a run's report. Saved beside it, so that the report can be made again.</summary>
public sealed record RehearsalData
{
    /// <summary>One for each service that the crowd used.</summary>
    public ImmutableArray<ServiceLedger> Services { get; init; } = [];

    /// <summary>Sentences for people: what was rehearsed, with what, and what was not.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>What is not as it must be after such a night, such as an old service that does not run after a way back.</summary>
    public ImmutableArray<string> Faults { get; init; } = [];

    /// <summary>The run that followed on the same estate, whose ledger is of both; null where this one has its own.</summary>
    public string? FollowedBy { get; init; }

    /// <summary>Further figures, such as the data's size or what a dump costs; they stand under <c>rehearsal</c> in the report.</summary>
    public JsonObject? Figures { get; init; }
}
