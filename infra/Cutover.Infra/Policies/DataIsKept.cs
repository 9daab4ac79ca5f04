namespace Cutover.Infra;

/// <summary>What holds data is neither deleted nor replaced, unless a person names that one object.</summary>
public sealed class DataIsKept : IPolicy
{
    private static readonly HashSet<string> Holders = new(StringComparer.Ordinal)
    {
        "digitalocean:index/volume:Volume",
        "digitalocean:index/databaseCluster:DatabaseCluster",
        "digitalocean:index/databaseDb:DatabaseDb",
        "digitalocean:index/databaseUser:DatabaseUser",
        "azure-native:compute:Disk",
        "azure-native:dbforpostgresql:Server",
        "azure-native:dbforpostgresql:Database",
        "azure-native:resources:ResourceGroup",
        "cloudflare:index/r2Bucket:R2Bucket",
        "cloudflare:index/zone:Zone",
        "cloudflare:index/zoneDnssec:ZoneDnssec",
        "aws:sqs/queue:Queue",
        "aws:sesv2/emailIdentity:EmailIdentity",
    };

    public string Name => "data-is-kept";

    public string Reason => "What is lost with a disk, a database, a bucket or a zone is in no plan and comes back from no undo.";

    public static bool HoldsData(string type) => Holders.Contains(type);

    public IEnumerable<PolicyFinding> Check(PolicyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return from found in input.Plan.Changes
               where found.Change.Loses && HoldsData(found.Change.Type)
               let subject = $"{found.Stack.Stack}/{found.Change.Key}"
               where !input.MayBeLost.Contains(subject)
               select new PolicyFinding(found.Stack.Stack, found.Change.Key, $"{found.Change.Name} holds data and {Fate(found.Change)}: "
                   + $"change back what causes it, or allow this one object with --may-lose '{subject}'.");
    }

    private static string Fate(ResourceChange change) => change.Kind switch
    {
        ChangeKind.Delete => "would be deleted",
        ChangeKind.Replace => $"would be replaced for {Names(change.Properties.Where(property => property.ForcesReplacement))}",
        _ => $"may be replaced for {Names(change.Properties)}, since its provider does not say which changes do that",
    };

    private static string Names(IEnumerable<PropertyChange> properties) => string.Join(", ", properties.Select(property => property.Path));
}
