using Cutover.Infra;
using Cutover.Stacks;

namespace Stacks.Tests;

/// <summary>The estate as the committed config has it.</summary>
public sealed class EstateTests
{
    public static TheoryData<string> Environments => [.. EstateStacks.Environments];

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task Every_stack_is_evaluated_and_keeps_every_policy(string environment)
    {
        var plan = await Clouds.PlanAsync(environment);
        Assert.Equal(EstateStacks.Kinds.Select(kind => kind.In(environment)), plan.Stacks.Select(stack => stack.Stack));
        Assert.Empty(AllPolicies.Check(new PolicyInput(plan, Clouds.Noon)).Select(broken => $"{broken.Policy}: {broken.Finding.Sentence}"));
    }

    [Fact]
    public async Task All_four_providers_and_everything_of_the_estate_is_there()
    {
        var plans = await Task.WhenAll(EstateStacks.Environments.Select(environment => Clouds.PlanAsync(environment)));
        var types = plans.SelectMany(plan => plan.Stacks).SelectMany(stack => stack.Resources).Select(resource => resource.Type)
            .ToHashSet();
        string[] expected =
        [
            "digitalocean:index/vpc:Vpc", "digitalocean:index/droplet:Droplet", "digitalocean:index/volume:Volume",
            "digitalocean:index/reservedIp:ReservedIp", "digitalocean:index/firewall:Firewall",
            "digitalocean:index/databaseCluster:DatabaseCluster", "digitalocean:index/databaseFirewall:DatabaseFirewall",
            "digitalocean:index/loadBalancer:LoadBalancer", "digitalocean:index/project:Project",
            "azure-native:resources:ResourceGroup", "azure-native:network:VirtualNetwork", "azure-native:network:Subnet",
            "azure-native:network:NetworkSecurityGroup", "azure-native:network:PublicIPAddress", "azure-native:network:NetworkInterface",
            "azure-native:compute:VirtualMachine", "azure-native:dbforpostgresql:Server", "azure-native:compute:Disk",
            "cloudflare:index/r2Bucket:R2Bucket", "cloudflare:index/dnsRecord:DnsRecord",
            "cloudflare:index/workersScript:WorkersScript", "cloudflare:index/tieredCache:TieredCache",
            "cloudflare:index/healthcheck:Healthcheck", "cloudflare:index/notificationPolicy:NotificationPolicy",
            "aws:sesv2/emailIdentity:EmailIdentity", "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes",
            "aws:sesv2/configurationSet:ConfigurationSet", "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
            "aws:sqs/queue:Queue", "aws:iam/userPolicy:UserPolicy", "aws:cloudwatch/metricAlarm:MetricAlarm",
            "digitalocean:index/uptimeCheck:UptimeCheck", "digitalocean:index/monitorAlert:MonitorAlert",
            "azure-native:monitor:MetricAlert",
        ];
        Assert.Empty(expected.Except(types));
    }

    [Fact]
    public async Task One_line_of_config_places_a_service_on_the_other_provider()
    {
        var plan = await Clouds.PlanAsync("production", ("digitalocean-production", "    www: digitalocean", "    www: azure"));
        Assert.Contains(plan.Of("azure-native:compute:VirtualMachine"), found => found.Resource.Name == "www-machine");
        Assert.Contains(plan.Of("azure-native:dbforpostgresql:Database"), found => found.Resource.Text("databaseName") == "wagtail");
        Assert.DoesNotContain(plan.Of("digitalocean:index/droplet:Droplet"), found => found.Resource.Name == "www-droplet");
        var origin = plan.Of("cloudflare:index/dnsRecord:DnsRecord").Single(found => found.Resource.Text("name") == "new-www.ietf.org");
        Assert.Equal("⟨www-ip.ipAddress⟩", origin.Resource.Text("content"));
        Assert.Empty(AllPolicies.Check(new PolicyInput(plan, Clouds.Noon)).Select(broken => broken.Finding.Sentence));
    }

    [Fact]
    public async Task Identity_is_off_until_it_is_asked_for()
    {
        Assert.Empty((await Clouds.PlanAsync("production")).Stacks.Single(stack => stack.Kind == "identity").Resources);

        var plan = await Clouds.PlanAsync("production", ("identity-production", "ietf:enabled: false", "ietf:enabled: true"));
        var host = plan.Of("digitalocean:index/droplet:Droplet").Single(found => found.Stack.Kind == "identity").Resource;
        Assert.Equal("⟨identity-vpc.id⟩", host.Text("vpcUuid"));
        Assert.Contains(plan.Of("cloudflare:index/dnsRecord:DnsRecord"), found => found.Resource.Text("name") == "account.ietf.org");
        Assert.Empty(AllPolicies.Check(new PolicyInput(plan, Clouds.Noon)).Select(broken => broken.Finding.Sentence));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task After_an_up_nothing_changes_any_more(string environment)
    {
        var first = await Clouds.PlanAsync(environment);
        var second = await Clouds.PlanAsync(environment, Clouds.Up(first));
        Assert.Empty(second.Changes.Select(found => $"{found.Stack.Stack} {found.Change.Kind} {found.Change.Key}: "
            + string.Join("; ", found.Change.Properties.Select(property => $"{property.Path} {property.Before} -> {property.After}"))));
    }

    [Fact]
    public async Task The_same_config_has_the_same_hash_and_a_flip_has_another()
    {
        var (one, two) = (await Clouds.PlanAsync("production"), await Clouds.PlanAsync("production"));
        var flipped = await Clouds.PlanAsync("production", Clouds.Flip("www", "new"));
        Assert.Equal(one.Stacks.Select(stack => stack.Hash), two.Stacks.Select(stack => stack.Hash));
        Assert.Equal(["traffic-production"], one.Stacks.Zip(flipped.Stacks).Where(pair => pair.First.Hash != pair.Second.Hash)
            .Select(pair => pair.First.Stack));
    }

    [Fact]
    public async Task A_flip_changes_the_workers_mode_and_the_address_behind_its_name()
    {
        var up = Clouds.Up(await Clouds.PlanAsync("production"));
        var plan = await Clouds.PlanAsync("production", up, Clouds.Flip("www", "new"));
        Assert.Equal(
            ["name-a-www.ietf.org content", "tools-worker bindings[0].text", "www-worker bindings[0].text"],
            plan.Changes.SelectMany(found => found.Change.Properties.Select(property => $"{found.Change.Name} {property.Path}")).Order());
        Assert.Empty(AllPolicies.Check(new PolicyInput(plan, Clouds.Noon) { IsNight = true }).Select(broken => broken.Finding.Sentence));
    }

    [Fact]
    public async Task Maintenance_closes_every_web_site_and_turns_no_name()
    {
        var up = Clouds.Up(await Clouds.PlanAsync("production"));
        var plan = await Clouds.PlanAsync("production", up, ("traffic-production", "ietf:maintenance: false", "ietf:maintenance: true"));
        Assert.Equal(
            ["auth-worker", "datatracker-worker", "mailarchive-worker", "tools-worker", "www-worker"],
            plan.Changes.Select(found => found.Change.Name).Order());
        Assert.All(plan.Changes, found => Assert.Equal("\"maintenance\"", Assert.Single(found.Change.Properties).After));
    }

    [Fact]
    public async Task No_secret_is_shown_anywhere()
    {
        var plan = await Clouds.PlanAsync("staging");
        var server = plan.Of("azure-native:dbforpostgresql:Server").First().Resource;
        Assert.Equal("[secret azure-staging databasePassword]", server.Text("administratorLoginPassword"));
        Assert.Equal("\"[secret]\"", plan.Stacks.Single(stack => stack.Kind == "mail").Outputs["smtpPasswords"]!.ToJsonString());
    }

    [Fact]
    public async Task Aws_resources_use_the_region_that_the_config_names()
    {
        var plan = await Clouds.PlanAsync("production");
        Assert.All(
            plan.Stacks.SelectMany(stack => stack.Resources).Where(resource => resource.Type.StartsWith("aws:", StringComparison.Ordinal)),
            resource => Assert.Contains("pulumi:providers:aws", resource.Provider, StringComparison.Ordinal));
    }
}
