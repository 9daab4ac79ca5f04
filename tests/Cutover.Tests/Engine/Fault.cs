using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>What goes wrong in one call of an effect.</summary>
internal enum Fault
{
    None,

    /// <summary>Throws before anything changed.</summary>
    Throw,

    /// <summary>Changes everything, then throws.</summary>
    LandAndThrow,

    /// <summary>Changes half, then throws.</summary>
    HalfAndThrow,

    /// <summary>Changes half, then the driver dies.</summary>
    HalfAndCrash,

    /// <summary>Returns, and nothing changed.</summary>
    Nothing,

    /// <summary>Waits for ever, and stops when told to.</summary>
    Hang,

    /// <summary>Waits for ever, and does not listen.</summary>
    Deaf,

    /// <summary>Answers being stopped with an exception of its own.</summary>
    Sulk,

    /// <summary>Told to stop, comes to its end half a minute later, as it said it would.</summary>
    Finish,

    /// <summary>The probe cannot tell.</summary>
    Unknown,
}
