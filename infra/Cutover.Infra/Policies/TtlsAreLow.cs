using System.Text.Json.Nodes;

namespace Cutover.Infra;

/// <summary>A name that is to be turned has a short time to live until it is turned.</summary>
public sealed class TtlsAreLow : IPolicy
{
    private const double Most = 300;

    public string Name => "ttls-are-low";

    public string Reason => "After a turn a resolver may send people to the old side for as long as the TTL that it saw before.";

    public IEnumerable<PolicyFinding> Check(PolicyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return from found in input.Plan.Of("cloudflare:index/dnsRecord:DnsRecord")
               where found.Stack.Kind == "traffic" && PublicNames.IsAddress(found.Resource) && found.Resource.Text("proxied") != "true"
               let ttl = JsonValues.Number(found.Resource.Inputs["ttl"]) ?? 0
               where ttl > Most && IsMoving(found.Stack)
               select new PolicyFinding(found.Stack.Stack, found.Resource.Key,
                   $"{found.Resource.Text("name")} has a TTL of {ttl} s while services still move: set ietf:ttl to {Most} s or less "
                   + "one old TTL before the window.");
    }

    private static bool IsMoving(StackPlan traffic) =>
        traffic.Outputs["modes"] is JsonObject modes && modes.Any(mode => mode.Value?.ToString() != "new");
}
