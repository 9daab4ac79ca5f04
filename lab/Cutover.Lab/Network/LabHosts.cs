namespace Cutover.Lab;

/// <summary>How the lab's hosts are kept from each other.</summary>
public enum LabHosts
{
    /// <summary>They are addresses of this machine's loopback.</summary>
    Shared,

    /// <summary>Each is a network namespace with an address of its own, so that they can be cut off from each other. Needs root.</summary>
    Apart,
}
