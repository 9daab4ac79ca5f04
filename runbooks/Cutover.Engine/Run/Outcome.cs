namespace Cutover.Engine;

/// <summary>How a run ended.</summary>
public enum Outcome
{
    /// <summary>Every step is Done or was skipped by a person.</summary>
    Completed,

    /// <summary>The old side serves again.</summary>
    TurnedBack,

    /// <summary>Something could not be undone; a person must mend it, then the run goes on.</summary>
    Stuck,

    /// <summary>Given up before the first fence: nobody noticed.</summary>
    Aborted,

    /// <summary>Its estate is gone, and with it everything that could be done or undone: a rehearsal's, never a real one.</summary>
    Abandoned,
}
