namespace Cutover.Infra;

/// <summary>SSH and PostgreSQL are for operators and for one's own host.</summary>
public sealed class NoOpenDoors : IPolicy
{
    private static readonly int[] Doors = [22, 5432];

    public string Name => "no-open-doors";

    public string Reason => "Ports 22 and 5432 that the whole Internet reaches are tried by it within minutes.";

    public IEnumerable<PolicyFinding> Check(PolicyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return [.. Droplets(input.Plan), .. Groups(input.Plan), .. Clusters(input.Plan), .. Servers(input.Plan)];
    }

    private static IEnumerable<PolicyFinding> Droplets(EstatePlan plan) =>
        from found in plan.Of("digitalocean:index/firewall:Firewall")
        from rule in PortRange.Rules(found.Resource, "inboundRules")
        where rule["protocol"]?.ToString() == "tcp"
        from door in Doors
        where PortRange.Holds(rule["portRange"]?.ToString(), door)
        where PortRange.Texts(rule, "sourceAddresses").Any(PortRange.IsWorld)
        select Open(found.Stack, found.Resource, door);

    private static IEnumerable<PolicyFinding> Groups(EstatePlan plan) =>
        from found in plan.Of("azure-native:network:NetworkSecurityGroup")
        from rule in PortRange.Rules(found.Resource, "securityRules")
        where rule["direction"]?.ToString() == "Inbound" && rule["access"]?.ToString() == "Allow"
        where rule["protocol"]?.ToString() is "Tcp" or "*"
        from door in Doors
        where PortRange.Texts(rule, "destinationPortRange", "destinationPortRanges").Any(range => PortRange.Holds(range, door))
        where PortRange.Texts(rule, "sourceAddressPrefix", "sourceAddressPrefixes").Any(PortRange.IsWorld)
        select Open(found.Stack, found.Resource, door);

    // A cluster without a firewall of its own takes anybody who knows its name.
    private static IEnumerable<PolicyFinding> Clusters(EstatePlan plan)
    {
        var firewalls = plan.Of("digitalocean:index/databaseFirewall:DatabaseFirewall").ToList();
        foreach (var (stack, cluster) in plan.Of("digitalocean:index/databaseCluster:DatabaseCluster"))
        {
            var id = stack.State?.Find(cluster.Key)?.Id;
            var rules = firewalls
                .Where(found => found.Resource.Text("clusterId") is { } of && (of == Unknowns.Shown($"{cluster.Name}.id") || of == id))
                .SelectMany(found => PortRange.Rules(found.Resource, "rules")).ToList();
            if (rules.Count == 0 || rules.Any(rule => rule["type"]?.ToString() == "ip_addr" && IsOpen(rule["value"]?.ToString() ?? "")))
                yield return Open(stack, cluster, 5432);
        }

        static bool IsOpen(string value) => value == "0.0.0.0" || PortRange.IsWorld(value);
    }

    private static IEnumerable<PolicyFinding> Servers(EstatePlan plan) =>
        from found in plan.Of("azure-native:dbforpostgresql:FirewallRule")
        where found.Resource.Text("startIpAddress") != found.Resource.Text("endIpAddress")
            || found.Resource.Text("startIpAddress") == "0.0.0.0"
        select Open(found.Stack, found.Resource, 5432);

    private static PolicyFinding Open(StackPlan stack, PlannedResource resource, int door) => new(
        stack.Stack, resource.Key,
        $"{resource.Name} opens port {door} to more than operators and its own host: name the networks that need it.");
}
