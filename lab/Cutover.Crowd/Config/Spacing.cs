namespace Cutover.Crowd;

/// <summary>How intended times follow one another.</summary>
public enum Spacing
{
    /// <summary>As independent users come: exponential gaps around the mean.</summary>
    Poisson,

    /// <summary>Like a metronome: the finest measure of an outage that a rate allows.</summary>
    Even,
}
