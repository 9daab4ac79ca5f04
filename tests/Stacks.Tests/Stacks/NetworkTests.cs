using System.Diagnostics;

namespace Stacks.Tests;

/// <summary>Previews ask nobody: they run in a network namespace that has no way out, not even a loopback that is up.</summary>
public sealed class NetworkTests
{
    [Fact]
    public async Task Every_stack_is_evaluated_without_a_network()
    {
        Assert.SkipUnless((await RunAsync("true")).Exit == 0, "This machine gives no network namespace to its users.");
        var (exit, text) = await RunAsync(
            Environment.ProcessPath!, [.. Self(), "-method", "*EstateTests.Every_stack_is_evaluated_and_keeps_every_policy", "-noColor"]);
        Assert.True(exit == 0, text);
        Assert.Contains("Total: 2, Errors: 0, Failed: 0", text, StringComparison.Ordinal);
    }

    // Run by `dotnet`, the process is dotnet and the assembly its first argument.
    private static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(NetworkTests).Assembly.Location] : [];

    private static async Task<(int Exit, string Text)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("unshare", ["--map-root-user", "--net", program, .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
