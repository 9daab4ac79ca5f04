using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Cutover.App;

/// <summary>What a run leaves behind for people and programs. Durations are seconds, times are UTC.</summary>
internal sealed record Report
{
    public required string Run { get; init; }

    public required string Runbook { get; init; }

    /// <summary>The plan that was followed last.</summary>
    public required string Hash { get; init; }

    public required string Environment { get; init; }

    /// <summary>Completed, TurnedBack, Stuck, Aborted; Unfinished where the run can go on.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why it ended so.</summary>
    public required string Why { get; init; }

    public required WindowLine Window { get; init; }

    /// <summary>What the crowd of a rehearsal saw; empty where nothing measured from outside.</summary>
    public IReadOnlyList<ServiceLedger> Services { get; init; } = [];

    public IReadOnlyList<StepReport> Steps { get; init; } = [];

    /// <summary>The step at which turning back was decided; empty where no step was named, null where the run did not turn back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? TurnedBackFrom { get; init; }

    public string? TurnedBackWhy { get; init; }

    /// <summary>What was taken back, in the order in which it was.</summary>
    public IReadOnlyList<StepReport> Undone { get; init; } = [];

    /// <summary>What was done and stays after turning back, with the plan's reason.</summary>
    public IReadOnlyList<StaysLine> Stays { get; init; } = [];

    /// <summary>Votes, notes and everything else that people asked, with the answers.</summary>
    public IReadOnlyList<PeopleLine> People { get; init; } = [];

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public string? Build { get; init; }

    public string? EstateHash { get; init; }

    /// <summary>Every process that drove the run, in order.</summary>
    public IReadOnlyList<PeopleLine> Drivers { get; init; } = [];

    public required JournalLine Journal { get; init; }

    public RehearsalLine? Rehearsal { get; init; }

    /// <summary>The outage: planned, and from the first fence until every fence was sealed or lifted.</summary>
    public sealed record WindowLine(double PlannedS, double ActualS);

    /// <param name="Events">How many.</param>
    /// <param name="Head">The last event's hash, which covers all before it.</param>
    public sealed record JournalLine(int Events, string Head);

    public sealed record StaysLine(string Id, string Reason);

    public sealed record PeopleLine(DateTimeOffset At, string By, string What);

    public sealed record RehearsalLine(IReadOnlyList<string> Remarks, JsonObject? Figures);

    /// <summary>One step.</summary>
    public sealed record StepReport
    {
        public required string Id { get; init; }

        public required string Phase { get; init; }

        public required string Status { get; init; }

        /// <summary>What the author expected; null where nothing was.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public double? PlannedS { get; init; }

        /// <summary>From the moment its needs were met until it was done; null where it was not.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public double? ActualS { get; init; }

        public required int Attempts { get; init; }

        /// <summary>The last sentence that its probe said.</summary>
        public required string Finding { get; init; }
    }
}
