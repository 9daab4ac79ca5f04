using System.Runtime.InteropServices;

namespace Cutover.Lab;

/// <summary>
/// Cloudflare's own programs and an OpenID provider, from npm, pinned. They are kept in the clone's <c>.cutover/npm</c>, which git
/// ignores, and are installed where they are missing; no script of a package runs.
/// </summary>
public static class NpmPrograms
{
    /// <summary>The version of workerd.</summary>
    internal const string WorkerdVersion = "1.20261117.1";

    private const string MiniflareVersion = "4.20260730.0";

    /// <summary>Certified by the OpenID Foundation.</summary>
    private const string ProviderVersion = "9.13.3";

    /// <summary>What needs a Node needs a newer one than Debian's; npm has that too.</summary>
    private const string NodeVersion = "22.23.3";

    /// <summary>One installation at a time in a process; two processes at it get in nobody's way.</summary>
    private static readonly SemaphoreSlim s_one = new(1);

    private static string Architecture => RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64
        ? "arm64" : "64";

    private static string WorkerdModules => Modules("workerd", WorkerdVersion);

    private static string WorkerdPackage => $"@cloudflare/workerd-linux-{Architecture}";

    private static string Workerd => Path.Combine(WorkerdModules, WorkerdPackage, "bin", "workerd");

    private static string NodePackage => $"node-linux-{(Architecture == "64" ? "x64" : Architecture)}";

    private static string Node => Path.Combine(Modules("node", NodeVersion), NodePackage, "bin", "node");

    /// <summary>Whether a lab would have to install something.</summary>
    public static bool LacksSome =>
        !File.Exists(Workerd) || !File.Exists(Node) || !Directory.Exists(Modules("oidc-provider", ProviderVersion))
            || !Directory.Exists(Modules("miniflare", MiniflareVersion));

    /// <summary>The folder of the installation that a path lies in.</summary>
    internal static string InstallationOf(string path)
    {
        var npm = Path.Combine(Home(), "npm");
        return Path.Combine(npm, Path.GetRelativePath(npm, path).Split(Path.DirectorySeparatorChar)[0]);
    }

    /// <summary>The runtime of Workers: the path of one program, which needs no Node.</summary>
    /// <exception cref="LabException">It is missing and cannot be installed.</exception>
    public static async Task<string> WorkerdAsync(CancellationToken cancellation)
    {
        await EnsureAsync(WorkerdModules, Workerd, $"{WorkerdPackage}@{WorkerdVersion}", cancellation);
        return Workerd;
    }

    /// <summary>The runtime with buckets, also over S3: a Node and the folder of the package that it runs.</summary>
    /// <exception cref="LabException">It is missing and cannot be installed.</exception>
    public static async Task<(string Node, string Package)> MiniflareAsync(CancellationToken cancellation)
    {
        var modules = Modules("miniflare", MiniflareVersion);
        var package = Path.Combine(modules, "miniflare");
        await EnsureAsync(modules, Path.Combine(package, "package.json"), $"miniflare@{MiniflareVersion}", cancellation);
        return (await NodeAsync(cancellation), package);
    }

    /// <summary>The provider: a Node and the module that it runs.</summary>
    /// <exception cref="LabException">It is missing and cannot be installed.</exception>
    public static async Task<(string Node, string Module)> OpenIdProviderAsync(CancellationToken cancellation)
    {
        var modules = Modules("oidc-provider", ProviderVersion);
        var module = Path.Combine(modules, "oidc-provider", "lib", "index.js");
        await EnsureAsync(modules, module, $"oidc-provider@{ProviderVersion}", cancellation);
        return (await NodeAsync(cancellation), module);
    }

    private static async Task<string> NodeAsync(CancellationToken cancellation)
    {
        var program = Node;
        await EnsureAsync(Modules("node", NodeVersion), program, $"{NodePackage}@{NodeVersion}", cancellation);
        return program;
    }

    private static string Modules(string name, string version) => Path.Combine(Home(), "npm", $"{name}-{version}", "node_modules");

    private static async Task EnsureAsync(string modules, string wanted, string package, CancellationToken cancellation)
    {
        if (File.Exists(wanted))
            return;

        await s_one.WaitAsync(cancellation);
        try
        {
            if (!File.Exists(wanted))
                await InstallAsync(modules, package, cancellation);
        }
        finally
        {
            s_one.Release();
        }

        if (!File.Exists(wanted))
        {
            throw new LabException(
                $"npm installed {package}, and {wanted} is still missing: remove {Path.GetDirectoryName(modules)}, then start again.");
        }
    }

    private static async Task InstallAsync(string modules, string package, CancellationToken cancellation)
    {
        // Whole or not at all: an installation that is cut short, or a second one beside it, leaves none that looks whole.
        var folder = Path.GetDirectoryName(modules)!;
        var half = Directory.CreateDirectory($"{folder}.{Environment.ProcessId}").FullName;
        string[] arguments = ["install", "--prefix", half, "--no-audit", "--no-fund", "--no-save", "--ignore-scripts", package];
        try
        {
            await Shell.RunAsync("npm", arguments, cancellation);
        }
        catch (LabException failure) when (failure.InnerException is not null)
        {
            throw new LabException(
                $"npm is missing, and {package} comes from there: run apt-get install --no-install-recommends npm as root, then start "
                    + "again.",
                failure);
        }

        try
        {
            Directory.Move(half, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(half, recursive: true);
        }
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
