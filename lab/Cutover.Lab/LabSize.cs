namespace Cutover.Lab;

/// <summary>How much the lab holds.</summary>
public enum LabSize
{
    /// <summary>About a hundredth of <see cref="Full"/>: up in seconds, for tests and for trying things.</summary>
    Small,

    /// <summary>More than 200,000 rows, 500 MB of database and 20,000 drafts.</summary>
    Full,
}
