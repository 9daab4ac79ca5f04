namespace Cutover.App;

/// <summary>How much a rehearsal moves.</summary>
public enum RehearsalSize
{
    /// <summary>A night in seconds, for tests and for trying things.</summary>
    Small,

    /// <summary>Data and a crowd of the size that figures are quoted for.</summary>
    Full,
}
