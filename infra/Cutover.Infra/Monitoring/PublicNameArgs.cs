namespace Cutover.Infra;

/// <summary>A name that people use.</summary>
public sealed record PublicNameArgs
{
    public required string Environment { get; init; }

    public required string Host { get; init; }

    /// <summary>HTTPS; else the name is only asked whether it is there, because the check speaks nothing but HTTP and ICMP.</summary>
    public required bool IsWeb { get; init; }

    /// <summary>What answers 200 when the service is well.</summary>
    public string Path { get; init; } = "/";

    /// <summary>Who is told.</summary>
    public required IReadOnlyList<string> Mail { get; init; }
}
