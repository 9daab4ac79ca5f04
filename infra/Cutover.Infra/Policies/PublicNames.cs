using System.Text.Json.Nodes;

namespace Cutover.Infra;

/// <summary>The names that people and programs outside use: services, static sites, mail servers, the identity provider.</summary>
public static class PublicNames
{
    private const string Record = "cloudflare:index/dnsRecord:DnsRecord";

    public static IEnumerable<(string Stack, string Host)> Of(EstatePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var services = plan.Of(Record).Where(found => found.Stack.Kind == "traffic" && IsAddress(found.Resource))
            .Select(found => (found.Stack.Stack, found.Resource.Text("name")!));
        var sites = Sites(plan).Select(site => (site.Stack, site.Host));
        // The name that bounces go to is SES's own.
        var mail = plan.Of(Record).Where(found => found.Resource.Text("type") == "MX")
            .Select(found => (found.Stack.Stack, Host: found.Resource.Text("content")!))
            .Where(found => !found.Host.EndsWith(".amazonses.com", StringComparison.Ordinal));
        var identity = plan.Stacks.Where(stack => stack.Outputs["identityHost"] is JsonValue host && host.ToString().Length > 0)
            .Select(stack => (stack.Stack, stack.Outputs["identityHost"]!.ToString()));
        return [.. services.Concat(sites).Concat(mail).Concat(identity).Distinct()];
    }

    /// <summary>The names whose Worker serves a bucket.</summary>
    public static IEnumerable<(string Stack, string Host, string Bucket)> Sites(EstatePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return from found in plan.Of("cloudflare:index/workersScript:WorkersScript")
               let bindings = (found.Resource.Inputs["bindings"] as JsonArray ?? []).OfType<JsonObject>().ToList()
               let bucket = bindings.Find(binding => binding["type"]?.ToString() == "r2_bucket")?["bucketName"]?.ToString()
               let host = bindings.Find(binding => binding["name"]?.ToString() == "HOST")?["text"]?.ToString()
               where bucket is not null && host is not null
               select (found.Stack.Stack, host, bucket);
    }

    internal static bool IsAddress(PlannedResource record) => record.Text("type") is "A" or "AAAA" or "CNAME";
}
