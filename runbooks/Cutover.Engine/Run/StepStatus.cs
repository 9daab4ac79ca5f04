namespace Cutover.Engine;

/// <summary>How far a step is.</summary>
public enum StepStatus
{
    /// <summary>Not begun.</summary>
    Pending,

    /// <summary>Begun; waits to come true.</summary>
    Waiting,

    /// <summary>Its effect was called, and nothing is known of the end yet.</summary>
    Intended,

    /// <summary>An attempt failed and another will follow.</summary>
    Failed,

    /// <summary>Waits for a person.</summary>
    Held,

    Done,

    /// <summary>Left out by a person, with a reason.</summary>
    Skipped,

    /// <summary>Its undo was called.</summary>
    Undoing,

    /// <summary>Its prior state is restored.</summary>
    Undone,

    /// <summary>Its undo failed; the run is stuck.</summary>
    UndoHeld,
}
