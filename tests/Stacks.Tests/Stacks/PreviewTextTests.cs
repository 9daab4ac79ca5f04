using System.Text.Json.Nodes;
using Cutover.Infra;

namespace Stacks.Tests;

/// <summary>What previews print.</summary>
public sealed class PreviewTextTests
{
    [Fact]
    public async Task A_flip_reads_as_what_it_is()
    {
        var up = Clouds.Up(await Clouds.PlanAsync("production"));
        var plan = await Clouds.PlanAsync("production", up, Clouds.Flip("www", "new"));
        var text = PreviewText.Of([new PreviewResult(plan, [], "traffic-production")]);
        Assert.Contains("""
            traffic-production: 3 update against the last state, 17 resources, plan
            """, text, StringComparison.Ordinal);
        Assert.Contains("""
              ~  cloudflare DnsRecord name-a-www.ietf.org (update)
                   content: "198.51.100.11" -> "made-up-www-ip-ipAddress"
              ~  cloudflare WorkersScript tools-worker (update)
                   bindings[0].text: "old" -> "new"
              ~  cloudflare WorkersScript www-worker (update)
                   bindings[0].text: "old" -> "new"
            """, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replacement_says_what_forces_it()
    {
        var up = Clouds.Up(await Clouds.PlanAsync("production"));
        var plan = await Clouds.PlanAsync("production", up, ("digitalocean-production", "ietf:region: fra1", "ietf:region: ams3"));
        var text = PreviewText.Of([new PreviewResult(plan, [], "digitalocean-production")]);
        Assert.Contains("+- digitalocean Volume www-volume (replace, protected)", text, StringComparison.Ordinal);
        Assert.Contains("region: \"fra1\" -> \"ams3\" (forces replacement)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_a_schema_says_nothing_of_may_replace()
    {
        var up = Clouds.Up(await Clouds.PlanAsync("staging"));
        var plan = await Clouds.PlanAsync("staging", up, ("azure-staging", "ietf:size: small", "ietf:size: large"));
        Assert.Contains(plan.Changes, found => found.Change is { Kind: ChangeKind.MayReplace, Name: "www-machine" });
        Assert.Contains("data-is-kept", plan.Breaks());
    }

    [Fact]
    public async Task Markdown_and_json_hold_the_hash_and_the_changes()
    {
        var result = new PreviewResult(await Clouds.PlanAsync("production"), [], null);
        var markdown = PreviewMarkdown.Of([result]);
        Assert.InRange(markdown.Length, 1000, 65536);
        var json = JsonNode.Parse(PreviewJson.Of([result]))!["environments"]![0]!;
        Assert.Equal(result.Plan.Hash, json["hash"]!.ToString());
        Assert.Contains(result.Plan.Hash, markdown, StringComparison.Ordinal);
        Assert.Equal(result.Plan.Stacks.Sum(stack => stack.Changes.Length),
            json["stacks"]!.AsArray().Sum(stack => stack!["changes"]!.AsArray().Count));
    }
}
