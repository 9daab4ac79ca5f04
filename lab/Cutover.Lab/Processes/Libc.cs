using System.Runtime.InteropServices;

namespace Cutover.Lab;

/// <summary>Two calls that .NET has no name for.</summary>
internal static partial class Libc
{
    public const int Terminate = 15;
    public const int Quit = 3;
    public const int Kill = 9;

    /// <summary>Sends a signal to one process; one that has gone meanwhile is no error.</summary>
    public static void Signal(int process, int signal)
    {
        if (process > 1)
            _ = SendSignal(process, signal);
    }

    /// <summary>The user this program runs as.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint UserId();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}
