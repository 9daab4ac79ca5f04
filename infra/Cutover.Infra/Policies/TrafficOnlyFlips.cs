namespace Cutover.Infra;

/// <summary>On the night the traffic stack changes what its origins say, and nothing rides along.</summary>
public sealed class TrafficOnlyFlips : IPolicy
{
    public string Name => "traffic-only-flips";

    public string Reason => "An up that flips traffic must carry nothing that nobody looked at: drift, a new script, a renamed route.";

    public IEnumerable<PolicyFinding> Check(PolicyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return from found in input.Plan.Changes
               where input.IsNight && found.Stack.Kind == "traffic" && !IsFlip(found.Change)
               select new PolicyFinding(
                   found.Stack.Stack, found.Change.Key, $"{found.Change.Name} would {Word(found.Change.Kind)} beside the "
                   + "flip of traffic: put it back to what is up, and bring it up after the night.");
    }

    private static bool IsFlip(ResourceChange change) =>
        change.Kind == ChangeKind.Update && change.Properties.All(property => change.Type switch
    {
        // A Worker's bindings are a list; of each only the text may differ.
        "cloudflare:index/workersScript:WorkersScript" => property.Path.StartsWith("bindings[", StringComparison.Ordinal)
            && property.Path.EndsWith("].text", StringComparison.Ordinal),
        "cloudflare:index/dnsRecord:DnsRecord" => property.Path == "content",
        _ => false,
    });

    private static string Word(ChangeKind kind) => kind switch
    {
        ChangeKind.Create => "be created",
        ChangeKind.Delete => "be deleted",
        ChangeKind.Update => "change otherwise",
        _ => "be replaced",
    };
}
