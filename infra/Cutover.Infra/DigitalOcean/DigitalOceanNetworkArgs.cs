namespace Cutover.Infra;

/// <summary>Where DigitalOcean's parts of an environment live.</summary>
public sealed record DigitalOceanNetworkArgs
{
    public required string Environment { get; init; }

    /// <summary>A region's slug, such as fra1.</summary>
    public required string Region { get; init; }

    /// <summary>The private network, such as 10.20.0.0/20; no two of an account may overlap.</summary>
    public required string Range { get; init; }

    public required string SshPublicKey { get; init; }
}
