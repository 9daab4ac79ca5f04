namespace Cutover.Effects;

/// <summary>What a host must be able to reach: partners whose lists of allowed addresses must know it by the night.</summary>
public sealed record ReachAddress
{
    /// <summary>From where.</summary>
    public HostAddress Host { get; init; } = new();

    /// <summary>Each a host and a port, such as mx.example.org:25, or a URL; names are looked up on that host.</summary>
    public required IReadOnlyList<string> Targets { get; init; }
}
