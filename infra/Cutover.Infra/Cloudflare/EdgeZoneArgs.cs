namespace Cutover.Infra;

/// <summary>A zone at Cloudflare.</summary>
public sealed record EdgeZoneArgs
{
    public required string Environment { get; init; }

    /// <summary>The account's id: 32 hexadecimal digits.</summary>
    public required string Account { get; init; }

    /// <summary>The zone's name, such as ietf.org.</summary>
    public required string Zone { get; init; }
}
