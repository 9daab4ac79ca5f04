using System.Net;
using Cutover.Engine;
using Cutover.Sites;
using Cutover.Tests;
using Ietf;

namespace Cutover.Rehearsals;

/// <summary>Assets of www before its application: pushed as a step of the night, with what goes wrong on the way planted.</summary>
public sealed class AssetDefects
{
    private readonly Scene _scene = new();

    [Fact]
    public async Task Assets_are_pushed_and_served_and_those_of_the_last_build_stay()
    {
        await using var edge = await BucketEdge.StartAsync();
        Build(edge, "site.1111.css");
        var assets = Place(edge);

        var before = await _scene.ProbeAsync(new PushAssets(assets));
        await _scene.MakeSoAsync(new PushAssets(assets));
        var served = await _scene.ProbeAsync(new AssetsServed(assets));
        File.Delete(Path.Combine(edge.Site, "site.1111.css"));
        Build(edge, "site.2222.css");
        await _scene.MakeSoAsync(new PushAssets(assets));

        Assert.Equal((Verdict.NotDone, new AssetsSeen(3, 3)), (before.Verdict, before.Value));
        Assert.True(served.Verdict == Verdict.Done, served.Why);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(edge, "site.1111.css"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(edge, "site.2222.css"));
    }

    [Fact]
    public async Task A_lost_asset_a_wrong_key_and_a_build_that_made_nothing_are_each_named()
    {
        await using var edge = await BucketEdge.StartAsync();
        Build(edge, "site.1111.css");
        var assets = Place(edge);
        await _scene.MakeSoAsync(new PushAssets(assets));
        using (var bucket = new SiteBucket(SiteSettingsFile.Read(edge.Settings)))
            await bucket.DeleteAsync(["site.1111.css"], TestContext.Current.CancellationToken);

        var lost = await _scene.ProbeAsync(new PushAssets(assets));
        var unserved = await _scene.ProbeAsync(new AssetsServed(assets));
        var key = await File.ReadAllTextAsync(edge.Credentials, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            edge.Credentials, key.Replace(edge.Secret, "wrong", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var locked = await _scene.ProbeAsync(new PushAssets(assets));
        await File.WriteAllTextAsync(edge.Credentials, key, TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(edge.Site, "index.html"));
        var empty = await _scene.ProbeAsync(new PushAssets(assets));

        Assert.Equal((Verdict.NotDone, Verdict.NotDone), (lost.Verdict, unserved.Verdict));
        Assert.Equal("the bucket lacks 1 of the 3 files of www.assets, such as site.1111.css", lost.Why);
        Assert.Contains("/site.1111.css is answered 404, and must be 200", unserved.Why, StringComparison.Ordinal);
        Assert.Equal((Verdict.Unknown, Verdict.Unknown), (locked.Verdict, empty.Verdict));
        Assert.Contains("does not answer as it should: 403 SignatureDoesNotMatch: ", locked.Why, StringComparison.Ordinal);
        Assert.Contains("index.html", empty.Why, StringComparison.Ordinal);
        Assert.DoesNotContain(edge.Secret, locked.Why, StringComparison.Ordinal);
    }

    private static void Build(BucketEdge edge, string stylesheet)
    {
        foreach (var name in (string[])["404.html", "index.html", stylesheet])
            File.WriteAllText(Path.Combine(edge.Site, name), $"/* {name} */");
        edge.Write(more: "keep: true");
    }

    private Place<AssetsAddress> Place(BucketEdge edge) => _scene.Place("www.assets", new AssetsAddress { Settings = edge.Settings });

    private static async Task<HttpStatusCode> AskAsync(BucketEdge edge, string name)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{edge.ConnectTo}/{name}");
        request.Headers.Host = edge.Url.Host;
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
