using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Rehearsals;

/// <summary>Cloudflare's own runtime, from npm, pinned; kept in the clone's .cutover/, which git ignores.</summary>
internal static class WorkerdBinary
{
    private const string Version = "1.20261117.1";

    /// <summary>Its path; installed where it is missing.</summary>
    internal static async Task<string> Ensure()
    {
        var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "64";
        var package = $"@cloudflare/workerd-linux-{architecture}";
        var folder = Path.Combine(Clone.Root, ".cutover", "npm", $"workerd-{Version}");
        var binary = Path.Combine(folder, "node_modules", package, "bin", "workerd");
        if (File.Exists(binary))
        {
            return binary;
        }

        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo("npm") { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        string[] arguments = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--no-save", "--ignore-scripts",
            $"{package}@{Version}"];
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var npm = Run(start);
        var output = npm.StandardOutput.ReadToEndAsync();
        var error = await npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        return npm.ExitCode == 0 && File.Exists(binary)
            ? binary
            : throw new InvalidOperationException($"npm could not install {package}@{Version} into {folder}: {error}{await output}");
    }

    private static Process Run(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException(
                "npm is missing, and workerd comes from there: run apt-get install --no-install-recommends npm as root, then start again.",
                missing);
        }
    }
}
