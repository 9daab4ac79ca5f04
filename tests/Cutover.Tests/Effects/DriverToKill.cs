using System.Diagnostics;
using System.Runtime.CompilerServices;
using Cutover.Effects;

namespace Cutover.Tests;

/// <summary>This test program as a driver that runs one command and is killed in the middle of it.</summary>
internal static class DriverToKill
{
    private const string Variable = "CUTOVER_TEST_DRIVER";

    /// <summary>Starts another process of this program that runs a shell command through an effect.</summary>
    /// <param name="locks">The lock directory.</param>
    /// <param name="script">The command.</param>
    /// <param name="isStop">Whether it is how a service is stopped.</param>
    /// <param name="input">A file with what the command reads.</param>
    public static Process Start(string locks, string script, bool isStop = false, string input = "")
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(DriverToKill).Assembly.Location);
        start.Environment[Variable] = $"{locks}\n{(isStop ? "stop" : "run")}\n{input}\n{script}";
        return Process.Start(start)!;
    }

    [ModuleInitializer]
    internal static void RunInstead()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } what)
            return;

        var parts = what.Split('\n', 4);
        var scene = new Scene();
        var command = scene.Place("command", Command(parts[0], parts[3]) with { InputFile = parts[2].Length > 0 ? parts[2] : null });
        var service = scene.Place("service", new ServiceAddress
        {
            Host = new HostAddress { LockDirectory = parts[0] }, Start = ["false"], Stop = ["sh", "-c", parts[3]], Status = ["true"],
        });
        var doing = parts[1] == "stop"
            ? scene.DoAsync(Service.Stop(service), new ServiceSeen(true), CancellationToken.None)
            : scene.DoAsync(Exec.Command(command, "wait to be killed"), new CommandSeen(3, ""), CancellationToken.None);
        doing.GetAwaiter().GetResult();
        Environment.Exit(0);
    }

    /// <summary>A shell script whose probe looks for nothing and finds the work not done.</summary>
    public static CommandAddress Command(string locks, string script, string probe = "exit 3") => new()
    {
        Host = new HostAddress { LockDirectory = locks },
        Run = ["sh", "-c", script],
        Probe = ["sh", "-c", probe],
    };
}
