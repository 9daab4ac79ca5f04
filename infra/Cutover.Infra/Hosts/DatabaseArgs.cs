using Pulumi;

namespace Cutover.Infra;

/// <summary>A managed PostgreSQL that one service's host alone may reach.</summary>
public sealed record DatabaseArgs
{
    public required string Environment { get; init; }

    public required HostSize Size { get; init; }

    /// <summary>PostgreSQL's major version, as 16.</summary>
    public required string Version { get; init; }

    /// <summary>The database and its owner have this name.</summary>
    public required string Name { get; init; }

    public int Gigabytes { get; init; } = 64;

    /// <summary>A second node that takes over.</summary>
    public bool Standby { get; init; }

    /// <summary>The owner's password where the provider does not make one itself (Azure).</summary>
    public Output<string>? Password { get; init; }
}
