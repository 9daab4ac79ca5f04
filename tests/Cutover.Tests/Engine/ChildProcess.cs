using System.Diagnostics;
using System.Runtime.CompilerServices;
using Cutover.App;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>This program again, as a driver of its own that may be killed or starved.</summary>
internal static class ChildProcess
{
    private const string Role = "CUTOVER_TEST_CHILD";

    /// <summary>Starts a child; what it has to say are lines on its standard output.</summary>
    /// <param name="role">What it does: see <see cref="PlayRole"/>.</param>
    /// <param name="directory">Its journal's directory.</param>
    /// <param name="shell">A shell command to become it in, where <c>exec "$0"</c> stands for the child. Absent: none.</param>
    public static Process Start(string role, string directory, string? shell = null)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Cutover.Tests");
        var start = shell is null ? new ProcessStartInfo(program) : new ProcessStartInfo("unshare", ["-m", "sh", "-c", shell, program]);
        start.RedirectStandardOutput = true;
        start.Environment[Role] = $"{role} {directory}";
        return Process.Start(start)!;
    }

    [ModuleInitializer]
    internal static void PlayRole()
    {
        if (Environment.GetEnvironmentVariable(Role)?.Split(' ') is not [var role, var directory])
            return;

        var play = role switch
        {
            "hold" => HoldAsync(directory),
            "signal" => HearAsync(),
            _ => FullDisk.FillAsync(directory),
        };
        play.GetAwaiter().GetResult();
        Environment.Exit(0);
    }

    /// <summary>Is told to stop by a signal, and somebody who is told throws.</summary>
    private static async Task HearAsync()
    {
        using var interrupts = new Interrupts();
        var over = new TaskCompletionSource();
        over.SetResult();
        await using var told = interrupts.Token.Register(over.SetResult);
        Console.WriteLine("waits");
        interrupts.Token.WaitHandle.WaitOne();
        Thread.Sleep(500);
        Console.WriteLine("stopped");
    }

    private static async Task HoldAsync(string directory)
    {
        await using var journal = SqliteJournal.Open(directory, TimeProvider.System);
        var run = await journal.CreateAsync("night", "lab", DateTimeOffset.UnixEpoch, default);
        await journal.TakeAsync(run.Run, "the child", default);
        Console.WriteLine(run.Run);
        await Task.Delay(Timeout.Infinite);
    }
}
