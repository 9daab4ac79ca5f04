namespace Cutover.Infra;

/// <summary>Where a service's requests go: the cutover's whole state, as the traffic stack's config says it.</summary>
public enum TrafficOrigin
{
    /// <summary>All to the old side.</summary>
    Old,

    /// <summary>Readers to the old side's read-only instance; everybody else is told to come back.</summary>
    ReadOnly,

    /// <summary>Testers to the new side, everybody else as in read-only.</summary>
    Testers,

    /// <summary>All to the new side.</summary>
    New,
}
