using System.Diagnostics;

namespace Cutover.Rehearsals;

/// <summary>The command itself, as CI runs it for somebody's fork: without a network, an account or a backend.</summary>
public sealed class PreviewOfflineTests
{
    [Theory]
    [InlineData("preview", "traffic-production")]
    [InlineData("diagram", "flowchart")]
    public async Task It_needs_no_network(string command, string said)
    {
        Assert.SkipUnless((await OfflineAsync("true")).Exit == 0, "This machine gives no network namespace to its users.");
        var watch = Stopwatch.StartNew();
        var (exit, text) = await OfflineAsync("dotnet", NightProcess.Program(), command);
        TestContext.Current.SendDiagnosticMessage($"{command} without a network: {watch.ElapsedMilliseconds} ms");
        Assert.True(exit == 0, text);
        Assert.Contains(said, text, StringComparison.Ordinal);
    }

    /// <summary>Two pages of 66 lines, as they lie on the table in the night.</summary>
    [Fact]
    public async Task The_night_is_planned_without_a_network_and_fits_on_two_pages()
    {
        var (exit, text) = await OfflineAsync("dotnet", NightProcess.Program(), "plan", "--environment", "production");
        Assert.True(exit == 0, text);
        Assert.Contains("estate production: an address for each of the", text, StringComparison.Ordinal);
        var lines = text.TrimEnd().Split('\n');
        Assert.InRange(lines.Length, 80, 2 * 66);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 120));
    }

    private static async Task<(int Exit, string Text)> OfflineAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("unshare", ["--map-root-user", "--net", program, .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
