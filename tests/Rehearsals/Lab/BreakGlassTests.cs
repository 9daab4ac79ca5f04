using System.Diagnostics;
using System.Net;
using System.Runtime.Versioning;
using Cutover.Effects;
using Cutover.Engine;
using Cutover.Lab;
using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>Traffic flipped through the provider's API while Pulumi's backend is away, and the state in line again afterwards.</summary>
[Collection("lab")]
[SupportedOSPlatform("linux")]
public sealed class BreakGlassTests : FreshLab
{
    private readonly Scene _scene = new();

    [Fact]
    public async Task The_same_records_are_flipped_and_the_nights_own_step_brings_the_state_in_line()
    {
        var stacks = new LabStacks(Estate, Path.Combine(global::Rehearsals.Clone.Root, "stacks", "config"), TimeProvider.System);
        await stacks.UpAsync(Stop);
        await using var api = new CloudflareStandIn(Estate);
        var flip = Flip(stacks);
        var approvals = Flips.Approved(flip.Stack, ["datatracker", "www", "files"], TrafficMode.New);
        await approvals.ApproveAsync(Address(stacks), await approvals.LookAsync(Address(stacks), Stop), Stop);

        var shown = await GlassAsync(api.Api);
        Assert.Contains("www-worker: MODE \"old\" -> \"new\"", shown, StringComparison.Ordinal);
        Assert.Contains("nothing was done", shown, StringComparison.Ordinal);
        Assert.Equal("old", await ModeAsync("www"));

        var done = await GlassAsync(api.Api, "--yes");
        Assert.Contains("name-a-rsync.lab.test: turned", done, StringComparison.Ordinal);
        Assert.Equal(("new", "new"), (await ModeAsync("datatracker"), await ModeAsync("www")));
        Assert.Equal(Estate.NewFront.Address.Host, await RsyncAsync());
        Assert.Contains("www-worker: was so already", await GlassAsync(api.Api, "--yes"), StringComparison.Ordinal);

        // The backend is back. Its state says old, config and edge say new.
        var seen = await _scene.ProbeAsync(flip);
        Assert.Equal(Verdict.HalfDone, seen.Verdict);
        await _scene.MakeSoAsync(flip);
        var preview = await stacks.Driver(LabStacks.Traffic).PreviewAsync(
            new Dictionary<string, string>(), Stop);
        Assert.Empty(preview.Changes);
        Assert.Equal(("new", Estate.NewFront.Address.Host), (await ModeAsync("www"), await RsyncAsync()));
    }

    [Fact]
    public async Task What_is_no_flip_or_has_no_right_is_refused_in_one_sentence()
    {
        var stacks = new LabStacks(Estate, Path.Combine(global::Rehearsals.Clone.Root, "stacks", "config"), TimeProvider.System);
        await stacks.UpAsync(Stop);
        await using var api = new CloudflareStandIn(Estate);
        var token = await File.ReadAllTextAsync(Estate.EdgeApiTokenFile, Stop);
        await File.WriteAllTextAsync(Estate.EdgeApiTokenFile, "another\n", Stop);
        var wrong = Path.Combine(Estate.StacksDirectory, "token");
        await File.WriteAllTextAsync(wrong, token, Stop);
        File.SetUnixFileMode(wrong, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Contains($"chmod 600 {wrong}", await GlassAsync(api.Api, "--token-file", wrong, "--yes"), StringComparison.Ordinal);
        File.SetUnixFileMode(wrong, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var refused = await GlassAsync(api.Api, "--token-file", wrong, "--yes");
        Assert.Contains("was refused with 403: 10000 Authentication error", refused, StringComparison.Ordinal);
        Assert.DoesNotContain(token.Trim(), refused, StringComparison.Ordinal);

        var file = Path.Combine(Estate.StacksDirectory, $"Pulumi.{LabStacks.Traffic}.yaml");
        var text = await File.ReadAllTextAsync(file, Stop);
        var drifted = text.Replace("ietf:ttl: 60", "ietf:ttl: 120", StringComparison.Ordinal);
        Assert.NotEqual(text, drifted);
        await File.WriteAllTextAsync(file, drifted, Stop);
        Assert.Contains("breaks traffic-only-flips", await GlassAsync(api.Api, "--yes"), StringComparison.Ordinal);
        Assert.Equal("old", await ModeAsync("www"));
    }

    private StackAddress Address(LabStacks stacks) => new()
    {
        Stack = $"lab/ietf/{LabStacks.Traffic}",
        Directory = Estate.StacksDirectory,
        Driver = stacks.Driver(LabStacks.Traffic),
        Approvals = Path.Combine(Estate.StacksDirectory, "approved.json"),
    };

    private StackUp Flip(LabStacks stacks)
    {
        var edge = new EdgeAddress
        {
            Modes = Estate.Sites.ToDictionary(
                site => site, site => (IReadOnlyList<string>)[$"http://{Estate.HostOf(site)}:{Estate.Edge.Address.Port}/.cutover/mode"]),
            ConnectTo = Estate.Edge.Address.ToString(),
        };
        var flip = Flips.To(_scene.Place("traffic", Address(stacks)), ["datatracker", "www", "files"], TrafficMode.New);
        return flip with { Edge = _scene.Place("edge", edge), Modes = flip.Modes.Add("datatracker", "new").Add("www", "new") };
    }

    /// <summary>The command itself, as a process; what it wrote, whatever became of it.</summary>
    private async Task<string> GlassAsync(Uri api, params string[] more)
    {
        var states = Directory.GetFiles(Estate.StacksDirectory, "*-production.json").SelectMany(file => (string[])["--against", file]);
        string[] token = more.Contains("--token-file") ? [] : ["--token-file", Estate.EdgeApiTokenFile];
        string[] sets = ["--set", "origin.datatracker=new", "--set", "origin.www=new", "--set", "origin.files=new"];
        string[] command = [NightProcess.Program(), "break-glass", "--config", Estate.StacksDirectory, "--api", $"{api}"];
        string[] arguments = [.. command, .. sets, .. states, .. token, .. more];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return await output + await errors;
    }

    private async Task<string> ModeAsync(string site)
    {
        using var edge = new FrontClient(Estate, Estate.Edge);
        using var answer = await edge.SendAsync(site, HttpMethod.Get, "/.cutover/mode");
        return (await answer.Content.ReadAsStringAsync(Stop)).Trim();
    }

    private async Task<string> RsyncAsync()
    {
        var server = new IPEndPoint(IPAddress.Parse(Estate.Dns.Primary.Host), Estate.Dns.Primary.Port);
        var client = new DnsClient.LookupClient(new DnsClient.LookupClientOptions(server) { UseCache = false });
        var answer = await client.QueryAsync(
            "rsync.lab.test", DnsClient.QueryType.A, cancellationToken: Stop);
        return answer.Answers.OfType<DnsClient.Protocol.ARecord>().Single().Address.ToString();
    }
}
