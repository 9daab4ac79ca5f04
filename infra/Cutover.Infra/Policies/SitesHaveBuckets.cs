using System.Text.Json.Nodes;

namespace Cutover.Infra;

/// <summary>Each static site has its bucket, and its name leads to it.</summary>
public sealed class SitesHaveBuckets : IPolicy
{
    public string Name => "sites-have-buckets";

    public string Reason => "A site's name without its bucket answers with the edge's own error page.";

    public IEnumerable<PolicyFinding> Check(PolicyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var buckets = input.Plan.Of("cloudflare:index/r2Bucket:R2Bucket").Select(found => found.Resource.Text("name"))
            .ToHashSet(StringComparer.Ordinal);
        var served = PublicNames.Sites(input.Plan).Where(site => buckets.Contains(site.Bucket)).Select(site => site.Host)
            .ToHashSet(StringComparer.Ordinal);
        return from stack in input.Plan.Stacks
               from site in (stack.Outputs["staticSites"] as JsonArray ?? []).Select(site => site!.ToString())
               where !served.Contains(site)
               select new PolicyFinding(
                   stack.Stack, site, $"{site} is a static site, and no bucket of this plan is served under that name: add one.");
    }
}
