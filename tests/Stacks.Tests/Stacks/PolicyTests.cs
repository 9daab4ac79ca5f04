using System.Text.Json.Nodes;
using Cutover.Infra;

namespace Stacks.Tests;

/// <summary>Each policy trips on its bad example, and on nothing else. That none trips on the real stacks is in EstateTests.</summary>
public sealed class PolicyTests
{
    private const string Volume = "digitalocean-production/digitalocean:index/volume:Volume::www-volume";

    [Theory]
    [InlineData("1-65535")]
    [InlineData("25")]
    [InlineData("20-30")]
    [InlineData(null)]
    public async Task Port_25_outwards_from_a_droplet(string? ports)
    {
        var plan = (await Clouds.PlanAsync("production")).With("www-firewall", firewall =>
            firewall["outboundRules"] = new JsonArray(new JsonObject { ["protocol"] = "tcp", ["portRange"] = ports }));
        Assert.Equal(["mail-through-ses-only"], plan.Breaks());
    }

    [Fact]
    public async Task A_droplet_without_a_firewall() =>
        Assert.Equal(["mail-through-ses-only"], (await Clouds.PlanAsync("production")).Without("www-firewall").Breaks());

    [Fact]
    public async Task Port_25_outwards_from_a_machine_on_Azure()
    {
        var plan = (await Clouds.PlanAsync("staging")).With("www-security", group =>
            group["securityRules"] = new JsonArray([.. group["securityRules"]!.AsArray()
                .Where(rule => rule!["direction"]!.ToString() != "Outbound").Select(rule => rule!.DeepClone())]));
        Assert.Equal(["mail-through-ses-only"], plan.Breaks());
    }

    [Fact]
    public async Task An_earlier_rule_that_lets_mail_out_of_Azure()
    {
        var plan = (await Clouds.PlanAsync("staging")).With("www-security", group =>
            group["securityRules"]!.AsArray().Add((JsonNode)new JsonObject
        {
            ["direction"] = "Outbound", ["access"] = "Allow", ["protocol"] = "*", ["priority"] = 99,
            ["destinationPortRange"] = "*", ["destinationAddressPrefix"] = "*",
        }));
        Assert.Equal(["mail-through-ses-only"], plan.Breaks());
    }

    [Fact]
    public async Task Spf_without_ses()
    {
        var plan = (await Clouds.PlanAsync("production")).With("record-txt-ietf.org-spf", record =>
            record["content"] = "\"v=spf1 a ~all\"");
        Assert.Equal(["mail-through-ses-only"], plan.Breaks());
    }

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("0.0.0.0/1")]
    public async Task Ssh_from_everywhere(string network)
    {
        var plan = await Clouds.PlanAsync(
            "production", ("digitalocean-production", "192.0.2.0/24", network.Contains(':') ? $"\"{network}\"" : network));
        Assert.Equal(["no-open-doors"], plan.Breaks());
    }

    [Fact]
    public async Task Ssh_from_everywhere_on_Azure() => Assert.Equal(
        ["no-open-doors"], (await Clouds.PlanAsync("staging", ("azure-staging", "192.0.2.0/24", "0.0.0.0/0"))).Breaks());

    [Fact]
    public async Task A_database_that_everybody_reaches()
    {
        var production = await Clouds.PlanAsync("production");
        Assert.Equal(["no-open-doors"], production.Without("www-db-firewall").Breaks());
        var staging = await Clouds.PlanAsync("staging");
        Assert.Equal(["no-open-doors"], staging.With("www-db-firewall", rule =>
            (rule["startIpAddress"], rule["endIpAddress"]) = ("0.0.0.0", "255.255.255.255")).Breaks());
    }

    [Fact]
    public async Task A_service_that_moves_to_the_other_provider_would_leave_its_data_behind()
    {
        var up = Clouds.Up(await Clouds.PlanAsync("production"));
        var plan = await Clouds.PlanAsync("production", up, ("digitalocean-production", "    www: digitalocean", "    www: azure"));
        Assert.Contains("data-is-kept", plan.Breaks());
    }

    [Fact]
    public async Task A_disk_is_lost_only_when_a_person_names_it()
    {
        var up = Clouds.Up(await Clouds.PlanAsync("production"));
        var plan = await Clouds.PlanAsync("production", up, ("digitalocean-production", "ietf:region: fra1", "ietf:region: ams3"));
        var kept = AllPolicies.Check(new PolicyInput(plan, Clouds.Noon)).Select(broken => broken.Finding.Subject).ToList();
        var allowed = AllPolicies.Check(new PolicyInput(plan, Clouds.Noon) { MayBeLost = [Volume] })
            .Select(broken => broken.Finding.Subject);
        Assert.Equal(Volume.Split('/', 2)[1], Assert.Single(kept.Except(allowed)));
    }

    [Fact]
    public async Task Most_of_a_zone_rewritten_at_once()
    {
        var up = Clouds.Up(await Clouds.PlanAsync("production"));
        Assert.Equal(["zone-changes-slowly"],
            (await Clouds.PlanAsync("production", up, ("edge-production", "ietf:ttl: 3600", "ietf:ttl: 600"))).Breaks());
        var none = (await Clouds.PlanAsync("production", up)).Stacks.Single(stack => stack.Kind == "edge");
        var gone = none with
        {
            Changes = [.. none.Resources.Where(resource => resource.Type.EndsWith(":DnsRecord", StringComparison.Ordinal))
                .Select(resource => new ResourceChange(ChangeKind.Delete, resource.Type, resource.Name, []))],
        };
        Assert.Equal(["zone-changes-slowly"], new EstatePlan("production", [gone], []).Breaks().Intersect(["zone-changes-slowly"]));
    }

    [Fact]
    public async Task An_mx_that_changes_together_with_its_keys()
    {
        var up = Clouds.Up(await Clouds.PlanAsync("production"));
        var plan = await Clouds.PlanAsync("production", up,
            ("edge-production", "[mail.ietf.org]", "[mail2.ietf.org]"),
            ("edge-production", "ietf:mailKeys:", $"ietf:mailKeys:\n    - {new string('a', 64)}"));
        Assert.Contains("mail-names-in-order", plan.Breaks());
    }

    [Fact]
    public async Task An_mx_may_change_when_its_keys_have_stood_for_two_ttls()
    {
        string[] both = ["[mail.ietf.org]", "[mail.ietf.org, mail2.ietf.org]"];
        var up = Clouds.Up(await Clouds.PlanAsync("production", ("edge-production", both[0], both[1])), Clouds.Noon.AddHours(-1));
        var early = (await Clouds.PlanAsync("production", up)).With("none", _ => { });
        var swapped = Swap(early);
        Assert.Contains("mail-names-in-order", swapped.Breaks());
        Assert.DoesNotContain("mail-names-in-order", swapped.Breaks(input => input with { Now = Clouds.Noon.AddHours(2) }));

        // The first server gets another priority; nothing else changes.
        static EstatePlan Swap(EstatePlan plan) => plan with
        {
            Stacks = [.. plan.Stacks.Select(stack => stack.Kind != "edge" ? stack : stack with
            {
                Changes = [new ResourceChange(ChangeKind.Update, "cloudflare:index/dnsRecord:DnsRecord", "record-mx-ietf.org-mail",
                    [new PropertyChange("priority", "10", "30", ForcesReplacement: false)])],
            })],
        };
    }

    [Fact]
    public async Task A_key_removed_in_the_step_that_changes_the_mx()
    {
        var up = Clouds.Up(await Clouds.PlanAsync("production", ("edge-production", "[mail.ietf.org]", "[mail.ietf.org, mail2.ietf.org]")));
        Assert.Contains("mail-names-in-order", (await Clouds.PlanAsync("production", up)).Breaks());
    }

    [Fact]
    public async Task A_public_name_that_nobody_watches() =>
        Assert.Equal(["names-are-watched"], (await Clouds.PlanAsync("production")).Without("www-uptime").Breaks());

    [Fact]
    public async Task A_static_site_without_its_bucket() =>
        Assert.Equal(["sites-have-buckets"], (await Clouds.PlanAsync("production")).Without("iaoc-bucket").Breaks());

    [Fact]
    public async Task A_name_that_vanishes_or_changes_its_type()
    {
        var up = Clouds.Up(await Clouds.PlanAsync("production"));
        var now = await Clouds.PlanAsync("production", up);
        Assert.Contains("names-stay", now.Without("name-a-www.ietf.org").Breaks());
        Assert.Contains("names-stay", now.With("name-a-www.ietf.org", record => record["type"] = "CNAME").Breaks());
    }

    [Fact]
    public async Task A_long_ttl_while_services_still_move()
    {
        (string, string, string)[] edits = [("traffic-production", "ietf:ttl: 60", "ietf:ttl: 3600")];
        Assert.Equal(["ttls-are-low"], (await Clouds.PlanAsync("production", edits)).Breaks());
        var moved = new[] { "datatracker", "www", "mailarchive", "files" }.Select(service => Clouds.Flip(service, "new"));
        Assert.Empty((await Clouds.PlanAsync("production", [.. edits, .. moved])).Breaks());
    }

    [Fact]
    public async Task A_secret_in_user_data()
    {
        var plan = (await Clouds.PlanAsync("production")).With("www-droplet", droplet => droplet["userData"] = "password: [secret x y]");
        Assert.Equal(["secrets-stay-out"], plan.Breaks());
    }

    [Fact]
    public async Task Anything_beside_a_flip_on_the_night()
    {
        var up = Clouds.Up(await Clouds.PlanAsync("production"));
        var plan = await Clouds.PlanAsync(
            "production", up, Clouds.Flip("www", "new"), ("traffic-production", "ietf:ttl: 60", "ietf:ttl: 120"));
        Assert.Equal(["traffic-only-flips"], plan.Breaks(input => input with { IsNight = true }));
        Assert.Empty(plan.Breaks());
    }

    [Fact]
    public void Every_policy_says_why_and_has_a_name_of_its_own()
    {
        Assert.All(AllPolicies.List, policy => Assert.EndsWith(".", policy.Reason.TrimEnd(')') + (policy.Reason.EndsWith(')') ? "." : ""),
        StringComparison.Ordinal));
        Assert.Equal(AllPolicies.List.Count, AllPolicies.List.Select(policy => policy.Name).Distinct().Count());
    }
}
