namespace Cutover.Engine;

/// <summary>Where a run is.</summary>
public enum RunStatus
{
    NotStarted,
    Forward,
    TurningBack,

    /// <summary>On the way back, something could not be undone. A retry goes on from here.</summary>
    Stuck,

    /// <summary>Completed, turned back or aborted: nothing may follow but notes.</summary>
    Ended,
}
