namespace Cutover.Infra;

/// <summary>No more than 30 % of a zone's records are changed or deleted at once.</summary>
public sealed class ZoneChangesSlowly : IPolicy
{
    private const double Most = 0.30;
    private const string Record = "cloudflare:index/dnsRecord:DnsRecord";

    public string Name => "zone-changes-slowly";

    public string Reason => "A wrong zone id or an empty list rewrites a zone in one go; OctoDNS stops at 30 % for the same reason.";

    public IEnumerable<PolicyFinding> Check(PolicyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var before = input.Plan.Stacks.Sum(Before);
        var changes = input.Plan.Changes.Where(found => found.Change.Type == Record).ToList();
        return Too(before, [.. changes.Where(found => found.Change.Kind == ChangeKind.Delete)], "deleted")
            .Concat(Too(before, [.. changes.Where(found => found.Change.Kind is not (ChangeKind.Delete or ChangeKind.Create))], "changed"));
    }

    // A stack whose state was not given is taken to be up as planned.
    private static int Before(StackPlan stack) => stack.State is { } state
        ? state.Resources.Count(resource => resource.Type == Record)
        : stack.Resources.Count(resource => resource.Type == Record);

    private static IEnumerable<PolicyFinding> Too(int before, List<(StackPlan Stack, ResourceChange Change)> changes, string word)
    {
        if (before > 0 && changes.Count > Most * before)
        {
            var (stack, first) = changes[0];
            yield return new PolicyFinding(stack.Stack, first.Key,
                $"{changes.Count} of the zone's {before} records would be {word}, more than {Most:P0}: do it in parts, each looked at.");
        }
    }
}
