using System.Runtime.InteropServices;

namespace Cutover.Lab;

/// <summary>A dotnet that the lab's user can run: the one that runs this program, or a copy of its runtimes.</summary>
internal static class LabDotnet
{
    /// <summary>
    /// The path of the program; copies the runtimes into the lab where theirs cannot be entered (a root's own ~/.dotnet).
    /// </summary>
    public static async Task<string> EnsureAsync(LabEstate estate, LabUser user, CancellationToken cancellation)
    {
        var runtime = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory().TrimEnd('/'));
        var version = runtime.Name;
        var root = runtime.Parent!.Parent!.Parent!;
        var dotnet = Path.Combine(root.FullName, "dotnet");
        if (!user.IsOther || IsOpen(new FileInfo(dotnet)))
            return dotnet;
        var copy = Path.Combine(estate.Directory, "dotnet");
        if (!File.Exists(Path.Combine(copy, "dotnet")))
        {
            Directory.CreateDirectory(copy);
            string[] parts = ["dotnet", "host", $"shared/Microsoft.NETCore.App/{version}", $"shared/Microsoft.AspNetCore.App/{version}"];
            await Shell.RunAsync("sh",
                ["-c", "cd \"$1\" && shift && exec cp -a --parents -t \"$0\" -- \"$@\"", copy, root.FullName, .. parts], cancellation);
            await Shell.RunAsync("chmod", ["-R", "go+rX", "--", copy], cancellation);
        }
        return Path.Combine(copy, "dotnet");
    }

    /// <summary>Whether everybody can run a program where it is.</summary>
    internal static bool IsOpen(FileInfo program)
    {
        if ((program.UnixFileMode & UnixFileMode.OtherExecute) == UnixFileMode.None)
            return false;
        for (var at = program.Directory; at is not null; at = at.Parent)
        {
            if ((at.UnixFileMode & UnixFileMode.OtherExecute) == UnixFileMode.None)
                return false;
        }
        return true;
    }
}
