using System.Diagnostics;
using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary><c>approve</c>, days before the night, on the estate's file that the repository begins with.</summary>
public sealed class ApproveTests : IDisposable
{
    private readonly string _estates = Directory.CreateTempSubdirectory("cutover-approve-").FullName;

    public void Dispose() => Directory.Delete(_estates, recursive: true);

    [Fact]
    public async Task A_machine_without_pulumi_is_told_so_and_nothing_is_approved()
    {
        var root = global::Rehearsals.Clone.Root;
        var approvals = Path.Combine(_estates, "approved.json");
        var estate = (await File.ReadAllTextAsync(
                Path.Combine(root, "runbooks", "Ietf", "Estates", "production.yaml"), TestContext.Current.CancellationToken))
            .Replace("directory: /opt/cutover", $"directory: {_estates}\n    pulumi: [/nowhere/pulumi]", StringComparison.Ordinal)
            .Replace("/etc/cutover/approved.json", approvals, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_estates, "production.yaml"), estate, TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(_estates, "stacks", "config"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "stacks", "config"), "*.yaml"))
            File.Copy(file, Path.Combine(_estates, "stacks", "config", Path.GetFileName(file)));

        var (exit, text) = await ApproveAsync("--environment", "production", "--yes");
        Assert.Equal(3, exit);
        Assert.Contains("pulumi config of ietf/ietf/traffic-production on this machine exited with 127", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.False(File.Exists(approvals));
    }

    /// <summary>Somebody looks, the stack changes, and what was not looked at is not approved by the hash of what was.</summary>
    [Fact]
    public async Task What_is_approved_is_shown_first_and_only_if_it_is_what_was_looked_at()
    {
        using var pulumi = new RecordedPulumi();
        var (stop, approvals) = (TestContext.Current.CancellationToken, pulumi.Approvals);
        var estate = (await File.ReadAllTextAsync(
                Path.Combine(global::Rehearsals.Clone.Root, "runbooks", "Ietf", "Estates", "production.yaml"), stop))
            .Replace("directory: /opt/cutover", $"directory: {pulumi.Address.Directory}\n    pulumi: [/bin/sh, "
                + $"{pulumi.Address.Pulumi[1]}]\n    host: {{ lockDirectory: {_estates}/locks }}", StringComparison.Ordinal)
            .Replace("/etc/cutover/approved.json", approvals, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_estates, "production.yaml"), estate, stop);

        var looked = await ApproveAsync("--environment", "production");
        Assert.Equal(0, looked.Exit);
        Assert.False(File.Exists(approvals));
        var hash = looked.Text.Split("--yes ")[1].Split(' ')[0];
        pulumi.Write("preview.json", RecordedPulumi.Preview(
            """{"content":"export default {}","bindings":[{"name":"MODE","text":"ORIGIN, since then"}]}"""));

        var late = await ApproveAsync("--environment", "production", "--yes", hash);
        Assert.Equal(3, late.Exit);
        Assert.Contains($"What was looked at has the hash {hash}", late.Text, StringComparison.Ordinal);
        Assert.Contains("update www-worker: bindings[*].text", late.Text, StringComparison.Ordinal);
        Assert.False(File.Exists(approvals));

        var now = (await ApproveAsync("--environment", "production")).Text.Split("--yes ")[1].Split(' ')[0];
        var approved = await ApproveAsync("--environment", "production", "--yes", now);
        Assert.Equal(0, approved.Exit);
        Assert.EndsWith($"\napproved, in {approvals}\n", approved.Text, StringComparison.Ordinal);
        pulumi.Write("preview.json", RecordedPulumi.Preview(
            """{"content":"export default {}","bindings":[{"name":"MODE","text":"ORIGIN"}]}"""));
        var another = await ApproveAsync("--environment", "production", "--yes");
        Assert.Equal(0, another.Exit);
        Assert.Contains("another one was approved before, ", another.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_estate_that_is_not_there_is_named_with_those_that_are()
    {
        var (exit, text) = await ApproveAsync("--environment", "nowhere");
        Assert.Equal(2, exit);
        Assert.Contains("there is no such estate; there are: none", text, StringComparison.Ordinal);
    }

    private async Task<(int Exit, string Text)> ApproveAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [NightProcess.Program(), "approve", "--estates", _estates, .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + await errors);
    }
}
