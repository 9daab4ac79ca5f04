using System.Collections.Immutable;
using Pulumi;
using Pulumi.DigitalOcean;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Stacks.Tests;

/// <summary>What is known, secret and depended on, as with the real SDK.</summary>
public sealed class OutputProbes
{
    [Fact]
    public async Task In_a_preview_what_no_mock_returned_is_unknown()
    {
        Droplet? droplet = null;
        await Deployment.TestAsync(new Mocks(), new TestOptions(),
            () => { droplet = new Droplet("d", new DropletArgs { Image = "i", Size = "s", Region = "fra1" }); });
        Assert.Equal("d_id", await Programs.Value(droplet!.Id));
        Assert.Equal("i", await Programs.Value(droplet.Image));
        Assert.Equal("urn:pulumi:stack::project::pulumi:pulumi:Stack$digitalocean:index/droplet:Droplet::d",
            await Programs.Value(droplet.Urn));
        Assert.True(await Programs.IsKnown(droplet.Id) && await Programs.IsKnown(droplet.Image) && await Programs.IsKnown(droplet.Urn));
        Assert.False(await Programs.IsKnown(droplet.Ipv4Address) || await Programs.IsKnown(droplet.Memory));
        Assert.Null(await Programs.Value(droplet.Ipv4Address));
        Assert.Equal(0, await Programs.Value(droplet.Memory));
        Assert.Null(new TestOptions().ProjectName);
    }

    [Fact]
    public async Task In_an_update_what_no_mock_returned_is_the_default()
    {
        Droplet? droplet = null;
        await Programs.RunAsync(() => { droplet = new Droplet("d", new DropletArgs { Image = "i", Size = "s", Region = "fra1" }); });
        Assert.True(await Programs.IsKnown(droplet!.Ipv4Address) && await Programs.IsKnown(droplet.Memory));
        Assert.Null(await Programs.Value(droplet.Ipv4Address));
        Assert.Equal(0, await Programs.Value(droplet.Memory));
        Assert.True((await Programs.Value(droplet.Tags)).IsDefault);
    }

    [Fact]
    public async Task An_output_as_text_is_a_warning() => await Programs.RunAsync(() =>
        Assert.Equal("Calling [ToString] on an [Output<T>] is not supported.\n\n"
            + "To get the value of an Output<T> as an Output<string> consider:\n"
            + "1. o.Apply(v => $\"prefix{v}suffix\")\n2. Output.Format($\"prefix{hostname}suffix\");\n\n"
            + "See https://www.pulumi.com/docs/concepts/inputs-outputs for more details.\n"
            + "This function may throw in a future version of Pulumi.", new Tag("t").Name.ToString()));

    [Fact]
    public async Task A_secret_taints_what_is_made_of_it_but_an_input_does_not_taint_its_resource()
    {
        (Output<string>? text, Output<string?>? password) = (null, null);
        var mocks = await Programs.RunAsync(() =>
        {
            var user = new DatabaseUser("c", new DatabaseUserArgs { ClusterId = Output.CreateSecret("k"), Name = "n" });
            password = user.ClusterId!;
            text = Output.Format($"x-{Output.CreateSecret("s")}-{user.Name}");
        });
        Assert.False(await Output.IsSecretAsync(password!));
        Assert.Equal("x-s-n", await Programs.Value(text!));
        Assert.True(await Output.IsSecretAsync(text!));
        Assert.Equal("k", mocks.Seen.Single().Inputs["clusterId"]);
    }

    [Fact]
    public async Task A_value_remembers_the_resources_it_came_from() => await Programs.RunAsync(async () =>
    {
        var tag = new Tag("a", new TagArgs { Name = "a" });
        var sum = Output.Tuple(tag.Name, Output.Create(1)).Apply(both => both.Item1 + both.Item2);
        Assert.Equal(["a"], (await OutputUtilities.GetDependenciesAsync(sum)).Select(resource => resource.GetResourceName()));
    });

    [Fact]
    public async Task Lists_maps_and_unions_take_values_and_outputs_alike() => await Programs.RunAsync(async () =>
    {
        var tag = new Tag("a", new TagArgs { Name = "a" });
        InputList<string> list = new[] { "a" };
        list.Add("b");
        list.Add(tag.Name);
        Assert.Equal(["a", "b", "a", "c"], await Programs.Value(list.Concat("c").ToOutput()));
        InputMap<string> map = new() { { "k", "v" }, { "k2", tag.Name } };
        Assert.Equal(new Dictionary<string, string> { ["k"] = "v", ["k2"] = "a" }.ToImmutableDictionary(),
            await Programs.Value(map.ToOutput()));
        InputUnion<string, Region> union = Region.FRA1;
        Assert.Equal("fra1", (await Programs.Value(union.ToOutput())).Value.ToString());
    });

    [Fact]
    public async Task Json_waits_for_the_outputs_inside_it() => await Programs.RunAsync(async () =>
    {
        var name = new Tag("a", new TagArgs { Name = "a" }).Name;
        var json = Output.JsonSerialize(Output.Create(new { name, secret = Output.CreateSecret(1) }));
        Assert.Equal("""{"name":"a","secret":1}""", await Programs.Value(json));
        Assert.True(await Output.IsSecretAsync(json));
    });
}
