namespace Cutover.Crowd;

/// <summary>Why there was no answer.</summary>
public enum NoAnswer
{
    /// <summary>No connection came about, by name or by address: nothing was sent.</summary>
    NoConnection,

    /// <summary>The user gave up waiting.</summary>
    TimedOut,

    /// <summary>The connection ended before the answer did.</summary>
    CutOff,
}
