using System.Diagnostics;
using System.IO.Compression;

namespace Stacks.Tests;

/// <summary>A fresh clone of what the choice of SDK concerns: a package source of its own, nothing shared with the machine.</summary>
internal sealed class Checkout : IDisposable
{
    private static readonly string[] Copied = ["infra/Cutover.Infra", "sdks"];
    private static readonly string Root = FindRoot();
    private readonly string _folder = Directory.CreateTempSubdirectory("cutover-checkout-").FullName;

    /// <param name="source">A package source's address, or null for an empty folder that <see cref="Pack"/> fills.</param>
    public Checkout(string? source = null)
    {
        foreach (var file in Directory.EnumerateFiles(Root).Where(file => Path.GetFileName(file) is var name
                     && (name.StartsWith("Directory.", StringComparison.Ordinal) || name is ".editorconfig" or "global.json")))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }
        foreach (var file in Copied
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)))
        {
            var path = Path.GetRelativePath(Root, file);
            if (!path.Split('/').Intersect(["bin", "obj"]).Any() && path != "sdks/choice.props")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, path))!);
                File.Copy(file, Path.Combine(_folder, path));
            }
        }
        Directory.CreateDirectory(Feed);
        File.WriteAllText(Path.Combine(_folder, "Some.slnx"),
            """<Solution><Project Path="infra/Cutover.Infra/Cutover.Infra.csproj" /></Solution>""");
        File.WriteAllText(Path.Combine(_folder, "NuGet.config"), $"""
            <configuration>
              <packageSources><clear /><add key="only" value="{source ?? Feed}" allowInsecureConnections="true" /></packageSources>
              <fallbackPackageFolders><clear /><add key="home" value="{HomePackages}" /></fallbackPackageFolders>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_folder, "packages")}" /></config>
            </configuration>
            """);
    }

    /// <summary>The choice as it was written, or null.</summary>
    public string? Choice => Path.Combine(_folder, "sdks", "choice.props") is var file && File.Exists(file) ? File.ReadAllText(file) : null;

    private string Feed => Path.Combine(_folder, "feed");

    private static string HomePackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public string Read(string path) => File.ReadAllText(Path.Combine(_folder, path));

    /// <summary>Puts a package into the source: one assembly at most.</summary>
    public void Pack(string id, string version, string? assembly, string? dependency = null)
    {
        using var package = ZipFile.Open(Path.Combine(Feed, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using (var text = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open()))
        {
            text.Write($"""
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
                <id>{id}</id><version>{version}</version><authors>stub</authors><description>stub</description>
                <dependencies><group targetFramework="net10.0">{dependency}</group></dependencies></metadata></package>
                """);
        }
        if (assembly is not null)
        {
            package.CreateEntryFromFile(assembly, $"lib/net10.0/{Path.GetFileName(assembly)}");
        }
    }

    /// <summary>Runs <c>dotnet</c> in the clone; no build server outlives it.</summary>
    public async Task<(int Exit, string Text)> DotnetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsInherited).ToList())
        {
            start.Environment.Remove(name);
        }
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool IsInherited(string name) => name is "PulumiSdk" or "NUGET_PACKAGES"
        || name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Cutover.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No Cutover.sln above {AppContext.BaseDirectory}.");
        }
        return folder.FullName;
    }
}
