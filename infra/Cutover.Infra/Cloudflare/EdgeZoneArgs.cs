namespace Cutover.Infra;

/// <summary>A zone at Cloudflare.</summary>
public sealed record EdgeZoneArgs
{
    public required string Environment { get; init; }

    /// <summary>The account's id: 32 hexadecimal digits.</summary>
    public required string Account { get; init; }

    /// <summary>The zone's name, such as ietf.org.</summary>
    public required string Zone { get; init; }

    /// <summary>The id of a zone that exists already and is taken over as it is; null to make one.</summary>
    public string? Existing { get; init; }
}
