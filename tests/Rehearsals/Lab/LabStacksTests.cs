using System.Diagnostics;
using System.Net;
using Cutover.Lab;
using DnsClient;

namespace Cutover.Rehearsals;

/// <summary>What the stacks plan, really there: in Knot's zone and at the edge.</summary>
[Collection("lab")]
public sealed class LabStacksTests : FreshLab
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public async Task Records_and_modes_are_as_planned_and_a_flip_changes_them_and_nothing_else()
    {
        var stacks = new LabStacks(Estate, Path.Combine(global::Rehearsals.Clone.Root, "stacks", "config"), TimeProvider.System);
        await stacks.UpAsync(Stop);
        // Where the names lead is the night's to change.
        Assert.Equal(Estate.OldFront.Address.Host, await AddressAsync("www"));
        Assert.Equal(Estate.OldFront.Address.Host, await AddressAsync("mailarchive"));
        Assert.Equal(Estate.NewFront.Address.Host, await AddressAsync("new-www"));
        Assert.Equal(Estate.OldFront.Address.Host, await AddressAsync("rsync"));
        Assert.Contains("v=spf1", await TextAsync("TXT"), StringComparison.Ordinal);
        Assert.Contains("letsencrypt.org", await TextAsync("CAA"), StringComparison.Ordinal);
        Assert.Contains("mail.lab.test", await TextAsync("MX"), StringComparison.Ordinal);

        var driver = stacks.Driver(LabStacks.Traffic);
        await FlipAsync(driver, ("origin.files", "new"), ("origin.www", "read-only"));
        Assert.Equal(Estate.NewFront.Address.Host, await AddressAsync("rsync"));
        Assert.Equal(Estate.OldFront.Address.Host, await AddressAsync("www"));
        Assert.Equal(("old", "read-only"), (await ModeAsync("datatracker"), await ModeAsync("www")));

        await FlipAsync(driver, ("maintenance", "true"));
        Assert.Equal(("maintenance", "maintenance"), (await ModeAsync("datatracker"), await ModeAsync("www")));

        // Somebody turned the edge behind the stack's back: the state is brought in line, and the next up changes it back.
        await FlipAsync(driver, ("maintenance", "false"));
        using var edge = new FrontClient(Estate, Estate.Edge);
        await edge.ModeAsync("www", "new");
        await driver.RecoverAsync(Stop);
        var seen = await driver.PreviewAsync(Nothing, Stop);
        Assert.Equal(["www-worker"], seen.Changes.Select(change => change.Name));
        await driver.UpAsync(_ => { }, Stop);
        Assert.Equal("read-only", await ModeAsync("www"));
    }

    private static async Task FlipAsync(InProcessStackDriver driver, params (string Key, string Value)[] config)
    {
        await driver.SetAsync(config.ToDictionary(entry => entry.Key, entry => entry.Value), Stop);
        var watch = Stopwatch.StartNew();
        await driver.PreviewAsync(Nothing, Stop);
        await driver.UpAsync(_ => { }, Stop);
        TestContext.Current.SendDiagnosticMessage($"{config[0]}: preview and up in {watch.ElapsedMilliseconds} ms");
    }

    private async Task<string> ModeAsync(string site)
    {
        using var edge = new FrontClient(Estate, Estate.Edge);
        using var answer = await edge.SendAsync(site, HttpMethod.Get, "/.cutover/mode");
        return (await answer.Content.ReadAsStringAsync(Stop)).Trim();
    }

    private async Task<string?> AddressAsync(string label) =>
        (await AskAsync($"{label}.lab.test", QueryType.A)).Answers.ARecords().SingleOrDefault()?.Address.ToString();

    private async Task<string> TextAsync(string type) =>
        string.Join(' ', (await AskAsync("lab.test", Enum.Parse<QueryType>(type))).Answers.Select(record => record.ToString()));

    private Task<IDnsQueryResponse> AskAsync(string name, QueryType type)
    {
        var server = new IPEndPoint(IPAddress.Parse(Estate.Dns.Primary.Host), Estate.Dns.Primary.Port);
        var client = new LookupClient(new LookupClientOptions(server) { UseCache = false });
        return client.QueryAsync(name, type, cancellationToken: Stop);
    }
}
