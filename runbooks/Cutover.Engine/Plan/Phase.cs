namespace Cutover.Engine;

/// <summary>
/// The named stages of a night, in their order. Steps are ordered by their edges; a phase is where a step is shown and what rules it is
/// held to.
/// </summary>
public enum Phase
{
    /// <summary>People are told.</summary>
    Announce,

    /// <summary>Everything that needs no outage.</summary>
    Prepare,

    /// <summary>Writers are kept out; the outage of writes begins.</summary>
    Freeze,

    /// <summary>The last data crosses.</summary>
    Transfer,

    /// <summary>What crossed is proved equal.</summary>
    Prove,

    /// <summary>Traffic is pointed at the new side.</summary>
    Switch,

    /// <summary>The new side may be written; the outage ends.</summary>
    Open,

    /// <summary>The new estate is brought to its normal state.</summary>
    Settle,

    /// <summary>What held the way back open is taken down.</summary>
    Retire,
}
