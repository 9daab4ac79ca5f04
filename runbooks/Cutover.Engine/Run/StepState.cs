using System.Text.Json;

namespace Cutover.Engine;

/// <summary>What the journal says of one step.</summary>
public sealed record StepState
{
    public static StepState Pending { get; } = new();

    public StepStatus Status { get; init; }

    /// <summary>How many times Do was called, in all.</summary>
    public int Attempts { get; init; }

    /// <summary>
    /// How many attempts failed since it began or a person last asked for a retry; what the plan's retries are counted against. A crash
    /// is not a failure.
    /// </summary>
    public int Failures { get; init; }

    /// <summary>How many times undo was called.</summary>
    public int UndoAttempts { get; init; }

    /// <summary>What the first probe saw before the first attempt; present exactly when Do was ever called.</summary>
    public JsonElement? Before { get; init; }

    /// <summary>What the probe saw at Done.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>The latest sentence about it.</summary>
    public string Why { get; init; } = "";

    public DateTimeOffset? Began { get; init; }

    public DateTimeOffset? Ended { get; init; }

    /// <summary>When the finding was last proved, and by which driver; a fact of an earlier driver is stale.</summary>
    public DateTimeOffset? ProvedAt { get; init; }

    public long ProvedIn { get; init; }

    /// <summary>Whether the fence was kept out for longer than its budget and people were told.</summary>
    public bool BudgetSpent { get; init; }

    /// <summary>Whether the gate was not decided within its time and people were told.</summary>
    public bool IsLate { get; init; }

    /// <summary>Whether others may go on: it is Done, or a person left it out.</summary>
    public bool IsSettled => Status is StepStatus.Done or StepStatus.Skipped;

    /// <summary>Whether Do was ever called, so that there may be something to undo.</summary>
    public bool WasTried => Before is not null;
}
