using System.Diagnostics;
using Cutover.Lab;

namespace Cutover.Rehearsals;

/// <summary>What the lab's tests share: a place, ports of their own, and looking at processes from outside.</summary>
internal static class SmallLab
{
    public static int PortOffset { get; } = LabOptions.Chosen(LabSize.Small).PortOffset + 2500;

    public static string Place { get; } = Path.Combine(Path.GetTempPath(), $"cutover-rehearsals-lab-{PortOffset}");

    public static LabOptions Options { get; } = new(LabSize.Small, PortOffset, Place);

    public static RehearsalLab New(List<string>? lines = null) => new(Options, line =>
    {
        TestContext.Current.SendDiagnosticMessage(line);
        if (lines is not null)
        {
            lock (lines)
                lines.Add(line);
        }
    });

    /// <summary>
    /// Whatever runs with the lab's directory on its command line or as its working directory, seen by nobody's book-keeping.
    /// </summary>
    public static IReadOnlyList<string> Processes() =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(directory => int.TryParse(Path.GetFileName(directory), out _)).Select(directory =>
        {
            try
            {
                var command = File.ReadAllText(Path.Combine(directory, "cmdline")).Replace('\0', ' ');
                var at = new FileInfo(Path.Combine(directory, "cwd")).LinkTarget ?? "";
                return at.StartsWith(Place + "/", StringComparison.Ordinal) || command.Contains(Place + "/", StringComparison.Ordinal)
                    ? $"{Path.GetFileName(directory)} {command}"
                    : "";
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return "";
            }
        }).Where(line => line.Length > 0),
    ];

    /// <summary>Somebody who looks around in the lab's directory, as the lab's own user where there is one.</summary>
    public static Process StartBystander()
    {
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", [$"--reuid={LabOptions.UserName}", "--clear-groups", "sleep", "600"])
            : new ProcessStartInfo("sleep", "600");
        start.WorkingDirectory = Place;
        return Process.Start(start)!;
    }

    public static async Task<int> ServiceAsync(LabEstate estate, string name, string action)
    {
        using var process = Process.Start(estate.ServiceCommand, [name, action]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public static int PidOf(LabEstate estate, string name) =>
        int.Parse(File.ReadAllText(Path.Combine(estate.Directory, "run", $"{name}.pid")).Split(' ')[0]);
}
