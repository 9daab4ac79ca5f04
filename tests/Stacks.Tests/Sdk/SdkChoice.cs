namespace Stacks.Tests;

/// <summary>How a fresh clone chooses between Pulumi's packages and the local surface.</summary>
public sealed class SdkChoice
{
    [Fact]
    public async Task A_source_without_Pulumi_means_the_local_surface()
    {
        using var clone = new Checkout();
        var (exit, text) = await clone.DotnetAsync("msbuild", "Some.slnx", "-t:ChoosePulumiSdk");
        Assert.True(exit == 0, text);
        Assert.Contains(">local<", clone.Choice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_cannot_be_reached_stops_with_what_it_said()
    {
        using var clone = new Checkout("http://127.0.0.1:9/v3/index.json");
        var (exit, text) = await clone.DotnetAsync("msbuild", "Some.slnx", "-t:ChoosePulumiSdk");
        Assert.NotEqual(0, exit);
        Assert.Contains("Cannot tell whether the package sources carry Pulumi", text, StringComparison.Ordinal);
        Assert.Contains("NU1301", text, StringComparison.Ordinal);
        Assert.Null(clone.Choice);
    }

    [Fact]
    public async Task Any_other_value_is_an_error()
    {
        using var clone = new Checkout();
        var (exit, text) = await clone.DotnetAsync("build", "infra/Cutover.Infra", "-p:PulumiSdk=remote");
        Assert.NotEqual(0, exit);
        Assert.Contains("PulumiSdk is 'remote', and only packages and local exist", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_with_Pulumi_builds_the_same_sources_against_it()
    {
        var surface = Path.Combine(AppContext.BaseDirectory, "Cutover.PulumiLocal.dll");
        Assert.SkipUnless(File.Exists(surface), "Built against the real packages, which need no stubs.");
        using var clone = new Checkout();
        clone.Pack("Pulumi", "3.112.1", surface);
        foreach (var (id, version) in new[]
                 {
                     ("Pulumi.Aws", "7.48.0"), ("Pulumi.AzureNative", "3.28.0"), ("Pulumi.Cloudflare", "6.17.0"),
                     ("Pulumi.DigitalOcean", "4.76.0"),
                 })
        {
            clone.Pack(id, version, assembly: null, """<dependency id="Pulumi" version="3.112.1" />""");
        }
        var (exit, text) = await clone.DotnetAsync("build", "Some.slnx");
        Assert.True(exit == 0, text);
        Assert.Contains(">packages<", clone.Choice, StringComparison.Ordinal);
        var assets = clone.Read("infra/Cutover.Infra/obj/project.assets.json");
        Assert.Contains("\"Pulumi.DigitalOcean/4.76.0\"", assets, StringComparison.Ordinal);
        Assert.DoesNotContain("Cutover.PulumiLocal.csproj", assets, StringComparison.Ordinal);
    }
}
