namespace Cutover.Infra;

/// <summary>Where Azure's parts of an environment live.</summary>
public sealed record AzureNetworkArgs
{
    public required string Environment { get; init; }

    /// <summary>A location's name, such as westeurope.</summary>
    public required string Location { get; init; }

    /// <summary>The private network, such as 10.30.0.0/20.</summary>
    public required string Range { get; init; }
}
