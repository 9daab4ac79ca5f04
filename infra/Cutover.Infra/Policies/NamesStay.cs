namespace Cutover.Infra;

/// <summary>No name that people use vanishes or changes its type.</summary>
public sealed class NamesStay : IPolicy
{
    private const string Record = "cloudflare:index/dnsRecord:DnsRecord";

    public string Name => "names-stay";

    public string Reason =>
        "A change of type is a delete and a create: who asks between them keeps 'no such name' for the zone's negative TTL "
        + "(https://github.com/octodns/octodns/issues/877).";

    public IEnumerable<PolicyFinding> Check(PolicyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return from stack in input.Plan.Stacks
               from old in stack.State?.Resources ?? []
               where old.Type == Record && old.Inputs["type"]?.ToString() is "A" or "AAAA" or "CNAME"
               let host = old.Inputs["name"]?.ToString()
               let type = old.Inputs["type"]!.ToString()
               where !stack.Resources.Any(record => record.Type == Record && record.Text("name") == host && record.Text("type") == type)
               where !IsMarked(host)
               let next = stack.Resources.FirstOrDefault(record => record.Type == Record && record.Text("name") == host)?.Text("type")
               where !input.MayBeLost.Contains($"{stack.Stack}/{old.Key}")
               select new PolicyFinding(stack.Stack, old.Key, next is null
                   ? $"{host} would vanish: keep it, or allow this one with --may-lose '{stack.Stack}/{old.Key}' when no window is near."
                   : $"{host} would change from {type} to {next}, and be gone in between: keep its type.");
    }

    // A key of SES's has the name that SES gives it.
    private static bool IsMarked(string? host) => host is null || host.Contains("._domainkey.", StringComparison.Ordinal);
}
