namespace Cutover.Engine;

/// <summary>What a probe concluded. Only <see cref="Done"/> is green.</summary>
public enum Verdict
{
    /// <summary>The probe could not tell. Never taken for Done, never for NotDone.</summary>
    Unknown,

    /// <summary>It is not so.</summary>
    NotDone,

    /// <summary>Something was begun and not finished; Do must be able to finish from here.</summary>
    HalfDone,

    /// <summary>It is so.</summary>
    Done,
}
