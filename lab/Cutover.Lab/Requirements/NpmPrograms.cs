using System.Runtime.InteropServices;

namespace Cutover.Lab;

/// <summary>
/// Cloudflare's own programs, from npm, pinned. They are kept in the clone's <c>.cutover/npm</c>, which git ignores, and are installed
/// where they are missing; no script of a package runs.
/// </summary>
public static class NpmPrograms
{
    /// <summary>The version of workerd.</summary>
    internal const string WorkerdVersion = "1.20261117.1";

    private const string MiniflareVersion = "4.20260730.0";

    /// <summary>Miniflare asks for a newer Node than Debian's; npm has that too.</summary>
    private const string NodeVersion = "22.23.3";

    private static string Architecture => RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64
        ? "arm64" : "64";

    private static string WorkerdFolder => Path.Combine(Home(), "npm", $"workerd-{WorkerdVersion}");

    private static string WorkerdPackage => $"@cloudflare/workerd-linux-{Architecture}";

    private static string Workerd => Path.Combine(WorkerdFolder, "node_modules", WorkerdPackage, "bin", "workerd");

    /// <summary>Whether <see cref="WorkerdAsync"/> would have to install it.</summary>
    public static bool LacksWorkerd => !File.Exists(Workerd);

    /// <summary>The runtime of Workers: the path of one program, which needs no Node.</summary>
    /// <exception cref="LabException">It is missing and cannot be installed.</exception>
    public static async Task<string> WorkerdAsync(CancellationToken cancellation)
    {
        await EnsureAsync(WorkerdFolder, Workerd, [$"{WorkerdPackage}@{WorkerdVersion}"], cancellation);
        return Workerd;
    }

    /// <summary>The runtime with buckets, also over S3: a Node and the folder of the package that it runs.</summary>
    /// <exception cref="LabException">It is missing and cannot be installed.</exception>
    public static async Task<(string Node, string Package)> MiniflareAsync(CancellationToken cancellation)
    {
        var node = $"node-linux-{(Architecture == "64" ? "x64" : Architecture)}";
        var modules = Path.Combine(Home(), "npm", $"miniflare-{MiniflareVersion}", "node_modules");
        var program = Path.Combine(modules, node, "bin", "node");
        string[] packages = [$"miniflare@{MiniflareVersion}", $"{node}@{NodeVersion}"];
        await EnsureAsync(Path.GetDirectoryName(modules)!, program, packages, cancellation);
        return (program, Path.Combine(modules, "miniflare"));
    }

    private static async Task EnsureAsync(string folder, string program, string[] packages, CancellationToken cancellation)
    {
        if (File.Exists(program))
            return;

        Directory.CreateDirectory(folder);
        string[] arguments = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--no-save", "--ignore-scripts", .. packages];
        try
        {
            await Shell.RunAsync("npm", arguments, cancellation);
        }
        catch (LabException failure) when (failure.InnerException is not null)
        {
            throw new LabException(
                "npm is missing, and workerd comes from there: run apt-get install --no-install-recommends npm as root, then start again.",
                failure);
        }

        if (!File.Exists(program))
            throw new LabException($"npm installed {string.Join(' ', packages)} into {folder}, and {program} is still missing.");
    }

    /// <summary>The clone's, or the one that was named: where the journal is too.</summary>
    private static string Home()
    {
        if (Environment.GetEnvironmentVariable("CUTOVER_HOME") is { Length: > 0 } told)
            return Path.GetFullPath(told);

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Cutover.sln")))
                return Path.Combine(at.FullName, ".cutover");
        }

        return Path.Combine(Environment.CurrentDirectory, ".cutover");
    }
}
