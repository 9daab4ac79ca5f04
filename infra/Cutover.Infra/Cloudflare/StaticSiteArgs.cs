using Pulumi;

namespace Cutover.Infra;

/// <summary>A site of files alone.</summary>
public sealed record StaticSiteArgs
{
    public required string Environment { get; init; }

    public required string Account { get; init; }

    public required Input<string> ZoneId { get; init; }

    /// <summary>The zone's records, to which the site's name is added.</summary>
    public required ZoneRecords Records { get; init; }

    /// <summary>The name people use.</summary>
    public required string Host { get; init; }

    /// <summary>Where the bucket is to be, as R2 hints: weur, eeur, enam, wnam, apac, oc.</summary>
    public string Location { get; init; } = "weur";
}
