using System.Text.Json.Nodes;

namespace Cutover.Infra;

/// <summary>Port 25 is closed outwards on every host, and SPF names SES.</summary>
public sealed class MailThroughSesOnly : IPolicy
{
    public string Name => "mail-through-ses-only";

    public string Reason => "Mail from DigitalOcean's and Azure's networks is not trusted by receivers, so all of it goes out through SES.";

    public IEnumerable<PolicyFinding> Check(PolicyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var plan = input.Plan;
        return [.. DropletFirewalls(plan), .. Droplets(plan), .. SecurityGroups(plan), .. Interfaces(plan), .. Spf(plan)];
    }

    private static IEnumerable<PolicyFinding> DropletFirewalls(EstatePlan plan) =>
        from found in plan.Of("digitalocean:index/firewall:Firewall")
        from rule in PortRange.Rules(found.Resource, "outboundRules")
        where rule["protocol"]?.ToString() == "tcp" && PortRange.Holds(rule["portRange"]?.ToString(), 25)
        select new PolicyFinding(found.Stack.Stack, found.Resource.Key,
            $"{found.Resource.Name} lets TCP {rule["portRange"]} out, and port 25 is in it: leave 25 out.");

    // A firewall finds its droplets by id.
    private static IEnumerable<PolicyFinding> Droplets(EstatePlan plan)
    {
        var behind = plan.Of("digitalocean:index/firewall:Firewall")
            .SelectMany(found => PortRange.Texts(found.Resource.Inputs, "dropletIds"))
            .ToHashSet(StringComparer.Ordinal);
        return from found in plan.Of("digitalocean:index/droplet:Droplet")
               where !behind.Contains(Unknowns.Shown($"{found.Resource.Name}.id"))
                   && !behind.Contains(found.Stack.State?.Find(found.Resource.Key)?.Id ?? "")
               select new PolicyFinding(found.Stack.Stack, found.Resource.Key,
                   $"{found.Resource.Name} is behind no firewall, so everything may come in and go out: give it one.");
    }

    private static IEnumerable<PolicyFinding> SecurityGroups(EstatePlan plan) =>
        from found in plan.Of("azure-native:network:NetworkSecurityGroup")
        where !DeniesMail(found.Resource)
        select new PolicyFinding(found.Stack.Stack, found.Resource.Key,
            $"{found.Resource.Name} does not deny TCP 25 outwards before everything else: add a rule with the lowest priority number.");

    // The rule with the lowest number decides.
    private static bool DeniesMail(PlannedResource group) => PortRange.Rules(group, "securityRules")
        .Where(rule => rule["direction"]?.ToString() == "Outbound" && rule["protocol"]?.ToString() is "Tcp" or "*")
        .Where(rule => PortRange.Texts(rule, "destinationPortRange", "destinationPortRanges").Any(range => PortRange.Holds(range, 25)))
        .OrderBy(rule => JsonValues.Number(rule["priority"]) ?? double.MaxValue)
        .FirstOrDefault() is { } first && first["access"]?.ToString() == "Deny"
            && PortRange.Texts(first, "destinationAddressPrefix").Contains("*", StringComparer.Ordinal);

    private static IEnumerable<PolicyFinding> Interfaces(EstatePlan plan) =>
        from found in plan.Of("azure-native:network:NetworkInterface")
        where found.Resource.Inputs["networkSecurityGroup"] is not JsonObject
        select new PolicyFinding(found.Stack.Stack, found.Resource.Key,
            $"{found.Resource.Name} has no security group, so mail may go out of it: give it one.");

    private static IEnumerable<PolicyFinding> Spf(EstatePlan plan) =>
        from found in plan.Of("cloudflare:index/dnsRecord:DnsRecord")
        let text = found.Resource.Text("content") ?? ""
        where found.Resource.Text("type") == "TXT" && text.Contains("v=spf1", StringComparison.Ordinal)
        where !text.Contains("include:amazonses.com", StringComparison.Ordinal)
        select new PolicyFinding(found.Stack.Stack, found.Resource.Key,
            $"SPF of {found.Resource.Text("name")} does not include amazonses.com, which all our mail comes from: add it.");
}
