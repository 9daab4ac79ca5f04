namespace Cutover.Infra;

/// <summary>A service's host, in words that hold for every provider.</summary>
public sealed record HostArgs
{
    public required string Environment { get; init; }

    public required HostSize Size { get; init; }

    /// <summary>What is let in. Nothing else is, and nothing at all goes out to port 25.</summary>
    public required IReadOnlyList<OpenPort> Ports { get; init; }

    /// <summary>The key of the people who run it, as in authorized_keys. Passwords are off.</summary>
    public required string SshPublicKey { get; init; }

    /// <summary>What the host does at its first start. It can be read on the host and at the provider: no secrets in it.</summary>
    public required string CloudInit { get; init; }

    /// <summary>A data disk of this size in GB; 0 for none.</summary>
    public int DiskGigabytes { get; init; }

    /// <summary>A load balancer in front, where the provider's hosts need one to be replaced without an outage.</summary>
    public bool Balanced { get; init; }
}
