using System.Globalization;

namespace Cutover.Infra;

/// <summary>What receivers check of mail is added first, stands until every cache has it, and is removed last.</summary>
public sealed class MailNamesInOrder : IPolicy
{
    private const string Record = "cloudflare:index/dnsRecord:DnsRecord";

    public string Name => "mail-names-in-order";

    public string Reason => "A cache that has the new MX and the old TLSA refuses the mail, as in February 2025: "
        + "additions stand for two old TTLs before MX or certificate change, and removals come last.";

    public IEnumerable<PolicyFinding> Check(PolicyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Plan.Stacks.Where(stack => stack.State is not null).SelectMany(stack => Check(stack, input.Now));
    }

    private static IEnumerable<PolicyFinding> Check(StackPlan stack, DateTimeOffset now)
    {
        var moved = stack.Changes.Where(change => change.Type == Record && IsServer(stack, change)).ToList();
        foreach (var change in moved)
        {
            foreach (var support in stack.Resources.Where(resource => resource.Type == Record && IsSupport(resource)))
            {
                if (Waiting(stack, support, now) is { } why)
                {
                    yield return new PolicyFinding(stack.Stack, change.Key,
                        $"{change.Name} would change while {support.Name} {why}: bring that up alone first, and wait.");
                }
            }
        }

        foreach (var lost in stack.Changes.Where(change => change.Type == Record && Removes(stack, change)))
        {
            if (moved.Count > 0)
                yield return new PolicyFinding(stack.Stack, lost.Key, $"{lost.Name} would lose something in the same step in which "
                    + $"{moved[0].Name} changes: remove it in a later step, when no cache has the old names any more.");
        }
    }

    private static string? Waiting(StackPlan stack, PlannedResource support, DateTimeOffset now)
    {
        if (stack.State!.Find(support.Key) is not { } stands)
            return "is only being added";
        if (stack.Changes.Any(change => change.Key == support.Key && Matters(change)))
            return "is only being changed";

        var ttl = TimeSpan.FromSeconds(Math.Max(JsonValues.Number(stands.Inputs["ttl"]) ?? 0, 300));
        return stands.Modified is { } since && now - since < 2 * ttl
            ? string.Create(
                CultureInfo.InvariantCulture, $"stands only since {since:u}, which is less than two TTLs of {ttl.TotalSeconds:0} s")
            : null;
    }

    // An MX that is there already and would say something else, or go: a new one beside it takes nothing away.
    private static bool IsServer(StackPlan stack, ResourceChange change)
    {
        if (TypeOf(stack, change.Key) != "MX")
            return false;
        if (change.Kind != ChangeKind.Create)
            return change.Kind == ChangeKind.Delete || Matters(change);

        var host = stack.Resources.First(resource => resource.Key == change.Key).Text("name");
        return stack.State!.Resources.Any(old =>
            old.Type == Record && old.Inputs["type"]?.ToString() == "MX" && old.Inputs["name"]?.ToString() == host);
    }

    private static bool IsSupport(PlannedResource record) =>
        record.Text("type") is "TLSA" || record.Name.Contains("dkim", StringComparison.Ordinal)
        || record.Text("content")?.Contains("v=spf1", StringComparison.Ordinal) == true;

    // Another TTL alone is nothing that receivers check.
    private static bool Matters(ResourceChange change) => change.Properties.Any(property => property.Path is not ("ttl" or "comment"));

    private static bool Removes(StackPlan stack, ResourceChange change) => change.Kind == ChangeKind.Delete
        && (TypeOf(stack, change.Key) == "TLSA" || change.Name.Contains("dkim", StringComparison.Ordinal))
        || change.Properties
            .Any(property => property.Path == "content" && property.Before?.Contains("v=spf1", StringComparison.Ordinal) == true
            && Mechanisms(property.Before).Except(Mechanisms(property.After ?? ""), StringComparer.Ordinal).Any());

    private static IEnumerable<string> Mechanisms(string spf) => spf.Trim('"', '\\').Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word.Trim('"', '\\')).Where(word => word.Length > 0 && !word.EndsWith("all", StringComparison.Ordinal));

    private static string? TypeOf(StackPlan stack, string key) =>
        stack.Resources.FirstOrDefault(resource => resource.Key == key)?.Text("type")
        ?? stack.State?.Find(key)?.Inputs["type"]?.ToString();
}
