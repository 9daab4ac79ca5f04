using Cutover.Infra;
using Cutover.Stacks;
using Pulumi;

namespace Stacks.Tests;

/// <summary>What is wrong in a stack's config or in a state file is one sentence with the key, the file and an example.</summary>
public sealed class MistakeTests
{
    [Theory]
    [InlineData("edge-production", "  ietf:zone: ietf.org", "",
        "ietf:zone is missing in stacks/config/Pulumi.edge-production.yaml: the zone's name, as in 'ietf:zone: ietf.org'.")]
    [InlineData("edge-production", "ietf:zone: ietf.org", "ietf:zone: IETF",
        "ietf:zone in stacks/config/Pulumi.edge-production.yaml is 'IETF' and must be the zone's name, as in 'ietf:zone: ietf.org'.")]
    [InlineData("edge-production", "ietf:ttl: 3600", "ietf:ttl: 5",
        "ietf:ttl in stacks/config/Pulumi.edge-production.yaml is '5' and must be the records' time to live in seconds, from 60 to 86400, "
        + "as in 'ietf:ttl: 3600'.")]
    [InlineData("edge-production", "ietf:staticSites: [static, iaoc]", "ietf:staticSites: static",
        "ietf:staticSites in stacks/config/Pulumi.edge-production.yaml is 'static' and must be a list, the sites that are files alone, "
        + "without the zone, as in 'ietf:staticSites: [static, iaoc]'.")]
    [InlineData("edge-production", "    www: 198.51.100.11\n", "",
        "ietf:old in stacks/config/Pulumi.edge-production.yaml says nothing for www, and must: each service's old address, "
        + "as in 'ietf:old: {www: 192.0.2.10, ...}'.")]
    [InlineData("edge-production", "    www: 198.51.100.11\n", "    www: 198.51.100.311\n",
        "ietf:old.www in stacks/config/Pulumi.edge-production.yaml is '198.51.100.311' and must be each service's old address, "
        + "as in 'ietf:old: {www: 192.0.2.10, ...}'.")]
    [InlineData("digitalocean-production", "    www: digitalocean", "    www: linode",
        "ietf:placement.www in stacks/config/Pulumi.digitalocean-production.yaml is 'linode' and must be where each service runs: "
        + "digitalocean or azure, as in 'ietf:placement: {www: digitalocean, ...}'.")]
    [InlineData("digitalocean-production", "    www: digitalocean", "    www: digitalocean\n    wiki: azure",
        "ietf:placement in stacks/config/Pulumi.digitalocean-production.yaml names 'wiki', which does not exist here; there are "
        + "datatracker, www, mailarchive, files.")]
    [InlineData("traffic-production", "ietf:maintenance: false", "ietf:maintenance: no",
        "ietf:maintenance in stacks/config/Pulumi.traffic-production.yaml is 'no' and must be whether every service is closed, "
        + "as in 'ietf:maintenance: false'.")]
    [InlineData("traffic-production", "ietf:maintenance: false", "ietf:maintenance: false\n  ietf:maintainance: true",
        "ietf:maintainance in stacks/config/Pulumi.traffic-production.yaml is no key of this stack; there are account, maintenance, "
            + "origin, "
        + "retryAfter, statusPage, testerToken, ttl, zone.")]
    [InlineData("traffic-production", "ietf:maintenance: false", "ietf:maintenance: false\n  ietf:testerToken: abc",
        "ietf:testerToken in stacks/config/Pulumi.traffic-production.yaml stands there for all to read, and is what testers show to pass "
        + "before the new side opens: replace it, then run 'pulumi config set --secret ietf:testerToken --stack "
            + "traffic-production'.")]
    [InlineData("traffic-production", "config:", "konfig:",
        "stacks/config/Pulumi.traffic-production.yaml has no 'config:' with keys below it; see any other file beside it for an example.")]
    public async Task A_config_with_a_mistake(string stack, string line, string instead, string sentence)
    {
        var wrong = await Assert.ThrowsAnyAsync<RunException>(() => Clouds.PlanAsync("production", (stack, line, instead)));
        Assert.Equal(sentence, wrong.Message);
    }

    [Fact]
    public async Task A_config_that_is_no_yaml()
    {
        var wrong = await Assert.ThrowsAnyAsync<RunException>(() =>
            Clouds.PlanAsync("production", ("mail-production", "config:", "config: [")));
        Assert.StartsWith(
            "stacks/config/Pulumi.mail-production.yaml is not YAML that can be read, at line ", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stack_that_does_not_exist() => Assert.StartsWith(
        "There is no stack 'edge-prod'; there are digitalocean-ENVIRONMENT, ",
        Assert.Throws<StackConfigException>(() => EstateStacks.Named("edge-prod")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "s.json is empty, and should hold a stack's state: ")]
    [InlineData("{\"version\":3,\"deployment\":{\"resources\":[{\"urn\":", "s.json ends or breaks at line 1, where JSON should go on: ")]
    [InlineData("[]", "s.json holds JSON that is no object: ")]
    [InlineData("{}", "s.json has no 'deployment' in it, so it is no state of a stack: ")]
    [InlineData("{\"deployment\":{}}", "s.json holds a stack without resources: ")]
    [InlineData("{\"deployment\":{\"pending_operations\":[{}],\"resources\":[]}}",
        "s.json has 1 operations that an interrupted 'pulumi up' left open: ")]
    [InlineData("{\"deployment\":{\"resources\":[{\"type\":\"x\"}]}}", "s.json begins with a resource that has no URN: ")]
    [InlineData("{\"deployment\":{\"resources\":[{\"urn\":\"urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev\"}]}}",
        "s.json is the state of project 'shop', and this is project 'ietf': ")]
    public void A_state_file_with_a_mistake(string text, string begin) => Assert.StartsWith(
        begin, Assert.Throws<StateException>(() => StackState.Parse("s.json", text, "ietf")).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_key_of_every_config_is_explained_above_it()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.Config, "Pulumi.*.yaml"))
        {
            var lines = File.ReadAllLines(file);
            Assert.All(
                lines.Index()
                    .Where(line => line.Item.StartsWith("  ", StringComparison.Ordinal) && line.Item.TrimStart().Split(' ')[0].Contains(':')
                    && !line.Item.StartsWith("    ", StringComparison.Ordinal) && !line.Item.TrimStart().StartsWith('#')),
                line => Assert.StartsWith("  # ", lines[line.Index - 1], StringComparison.Ordinal));
        }
    }
}
