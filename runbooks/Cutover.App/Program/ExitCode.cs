namespace Cutover.App;

/// <summary>How the program ends; docs/exit-codes.md explains each to whoever scripts it.</summary>
public enum ExitCode
{
    /// <summary>The run is Completed, or the command did what it was asked.</summary>
    Completed = 0,

    /// <summary>The plan, the estate or the arguments are wrong; nothing was begun.</summary>
    Wrong = 2,

    /// <summary>A check, a policy or a gate said no: Aborted before the first fence, or a rehearsal whose ledger found losses.</summary>
    SaidNo = 3,

    /// <summary>The old side serves again.</summary>
    TurnedBack = 4,

    /// <summary>Something needs mending by a person before the run can go on: a step on the way back, or the journal.</summary>
    Stuck = 5,

    /// <summary>Another driver holds the run.</summary>
    Held = 6,

    /// <summary>The run waits for a person, and none may come.</summary>
    Waits = 7,

    /// <summary>Interrupted; the same command goes on from here.</summary>
    Interrupted = 130,
}
