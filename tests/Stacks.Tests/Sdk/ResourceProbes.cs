using System.Collections.Immutable;
using Pulumi;
using Pulumi.DigitalOcean;

namespace Stacks.Tests;

/// <summary>What a provider sees of resources, as with the real SDK.</summary>
public sealed class ResourceProbes
{
    private static readonly Func<Pulumi.Testing.MockResourceArgs, IDictionary<string, object>> Named =
        args => args.Type!.EndsWith(":Tag", StringComparison.Ordinal) && !args.Inputs.ContainsKey("name")
            ? new Dictionary<string, object> { ["name"] = args.Name! }
            : ImmutableDictionary<string, object>.Empty;

    [Fact]
    public async Task A_component_and_its_child_are_both_seen()
    {
        var mocks = new Mocks(Named);
        var resources = await Deployment.TestAsync(mocks, Programs.Update, () => _ = new SampleComponent("c"));
        var urns = await Task.WhenAll(resources.Select(resource => Programs.Value(resource.Urn)));
        Assert.Equal(["urn:pulumi:st::proj::pulumi:pulumi:Stack$digitalocean:index/tag:Tag::c-t",
            "urn:pulumi:st::proj::pulumi:pulumi:Stack$pkg:mod:Comp::c"], urns.Order(StringComparer.Ordinal));
        Assert.Equal(["c", "c-t"], mocks.Seen.Select(seen => seen.Name).Order(StringComparer.Ordinal));
        Assert.All(mocks.Seen, seen => Assert.True(seen is { Id: "", Provider: "", Inputs.Count: 0 }));
        Assert.Equal(["out"], mocks.Outputs.Single(request => request.Urn.EndsWith("Comp::c", StringComparison.Ordinal)).Outputs.Keys);
        Assert.Empty(mocks.Outputs.Single(request => request.Urn == "urn:pulumi:st::proj::pulumi:pulumi:Stack::proj-st").Outputs);
    }

    [Fact]
    public async Task A_stack_is_among_its_resources_and_publishes_its_properties()
    {
        var mocks = new Mocks(args => new Dictionary<string, object> { ["ipv4Address"] = "9.9.9.9" });
        var resources = await Deployment.TestAsync<SampleStack>(mocks, Programs.Update);
        var stack = resources.OfType<SampleStack>().Single();
        Assert.Equal(("pulumi:pulumi:Stack", "proj-st"), (stack.GetResourceType(), stack.GetResourceName()));
        Assert.Equal("urn:pulumi:st::proj::pulumi:pulumi:Stack::proj-st", await Programs.Value(stack.Urn));
        Assert.Equal("9.9.9.9", await Programs.Value(stack.Ip));
        Assert.True(await Output.IsSecretAsync(stack.Pw));
        Assert.Equal("http://9.9.9.9", await Programs.Value(stack.Fmt));
        Assert.Equal(["Fmt", "Ip", "pw"], mocks.Outputs.Single().Outputs.Keys.Order(StringComparer.Ordinal));
        var seen = mocks.Seen.Single();
        Assert.Equal("digitalocean:index/droplet:Droplet", seen.Type);
        Assert.Equivalent(new Dictionary<string, object> { ["size"] = "s-1vcpu-1gb", ["image"] = "i", ["region"] = "fra1" }, seen.Inputs);
    }

    [Fact]
    public async Task A_transformation_changes_what_the_provider_sees()
    {
        var mocks = await Programs.RunAsync(() => _ = new Tag("t", new TagArgs { Name = "a" }, new CustomResourceOptions
        {
            ResourceTransformations =
            {
                args =>
                {
                    ((TagArgs)args.Args).Name = "changed";
                    return new ResourceTransformationResult(args.Args, args.Options);
                },
            },
            Protect = true,
        }));
        Assert.Equal("changed", mocks.Seen.Single().Inputs["name"]);
    }

    [Fact]
    public async Task A_stacks_transformation_reaches_a_components_children()
    {
        var seen = new List<string>();
        await Programs.RunAsync(() => _ = new SampleComponent("c", new ComponentResourceOptions
        {
            ResourceTransformations =
            {
                args =>
                {
                    seen.Add(args.Resource.GetResourceName());
                    return null;
                },
            },
        }));
        Assert.Equal(["c", "c-t"], seen);
    }

    [Fact]
    public Task An_existing_resource_is_read_by_its_id() => Programs.RunAsync(async () =>
    {
        var droplet = Droplet.Get("g", "42");
        Assert.Equal("1.1.1.1", await Programs.Value(droplet.Ipv4Address));
        Assert.Equal("42", await Programs.Value(droplet.Id));
    }, new Mocks(args => new Dictionary<string, object> { ["ipv4Address"] = args.Id == "42" ? "1.1.1.1" : "other" }));

    [Fact]
    public async Task A_providers_settings_travel_as_text_and_its_resources_name_it()
    {
        var mocks = await Programs.RunAsync(() =>
        {
            var provider = new Pulumi.Aws.Provider("ses",
                new Pulumi.Aws.ProviderArgs { Region = "eu-west-1", SkipMetadataApiCheck = true });
            _ = new Pulumi.Aws.SesV2.EmailIdentity("i", new Pulumi.Aws.SesV2.EmailIdentityArgs { EmailIdentityDetails = "e.com" },
                new CustomResourceOptions { Provider = provider });
        });
        var (settings, identity) = (mocks.Seen.Single(seen => seen.Name == "ses"), mocks.Seen.Single(seen => seen.Name == "i"));
        Assert.Equal("pulumi:providers:aws", settings.Type);
        Assert.Equal(("true", "eu-west-1"), (settings.Inputs["skipMetadataApiCheck"], settings.Inputs["region"]));
        Assert.Equal("urn:pulumi:st::proj::pulumi:pulumi:Stack$pulumi:providers:aws::ses::ses_id", identity.Provider);
        Assert.Equal("e.com", identity.Inputs["emailIdentity"]);
    }

    [Fact]
    public async Task A_reference_to_a_stack_whose_state_lists_no_secret_names_fails_as_the_real_one_does()
    {
        var failure = await Assert.ThrowsAsync<RunException>(() => Programs.RunAsync(async () =>
        {
            var reference = new StackReference("org/net/prod");
            await Programs.Value(reference.GetOutput("vpc"));
        }, new Mocks(_ => new Dictionary<string, object> { ["outputs"] = Outputs })));
        Assert.Contains("System.NullReferenceException", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_reads_another_stacks_outputs()
    {
        var mocks = new Mocks(_ => new Dictionary<string, object> { ["outputs"] = Outputs, ["secretOutputNames"] = new[] { "pw" } });
        await Programs.RunAsync(async () =>
        {
            var reference = new StackReference("org/net/prod");
            Assert.Equal("vpc-1", await Programs.Value(reference.RequireOutput("vpc")));
            Assert.Null(await Programs.Value(reference.GetOutput("zz")));
            Assert.Equal("p", (await reference.GetOutputDetailsAsync("pw")).SecretValue);
        }, mocks);
        var seen = mocks.Seen.Single();
        Assert.Equal(("pulumi:pulumi:StackReference", "org/net/prod", "org/net/prod"), (seen.Type, seen.Name, seen.Id));
    }

    [Fact]
    public async Task A_required_output_that_another_stack_lacks_is_named()
    {
        var mocks = new Mocks(_ => new Dictionary<string, object> { ["outputs"] = Outputs, ["secretOutputNames"] = Array.Empty<string>() });
        var failure = await Assert.ThrowsAsync<RunException>(() => Programs.RunAsync(
            () => { _ = new StackReference("org/net/prod").RequireOutput("zz"); }, mocks));
        Assert.Contains("Required output 'zz' does not exist on stack 'org/net/prod'.", failure.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, object> Outputs => new() { ["vpc"] = "vpc-1", ["pw"] = "p" };
}
