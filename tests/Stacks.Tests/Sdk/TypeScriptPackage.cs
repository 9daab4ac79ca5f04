using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Stacks.Tests;

/// <summary>The type declarations of a provider's npm package: made from the same schema, and by other hands than the tables.</summary>
internal sealed partial class TypeScriptPackage
{
    // npm's file names lower more of a name's capitals than the token does: r2bucket.d.ts, publicIPAddress.d.ts.
    private readonly Dictionary<string, string> _files = new(StringComparer.OrdinalIgnoreCase);

    private TypeScriptPackage()
    {
    }

    /// <summary>Reads the package, after fetching it with npm when the user's cache has it not.</summary>
    public static async Task<TypeScriptPackage> LoadAsync(string name, string version)
    {
        var cache = Path.Combine(Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "cutover", "npm");
        var archive = Path.Combine(cache, $"pulumi-{name}-{version}.tgz");
        if (!File.Exists(archive))
        {
            await FetchAsync($"@pulumi/{name}@{version}", cache);
        }
        var package = new TypeScriptPackage();
        await using var tar = new TarReader(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            if (entry is { DataStream: { } data } && entry.Name.EndsWith(".d.ts", StringComparison.Ordinal))
            {
                using var reader = new StreamReader(data);
                package._files[entry.Name["package/".Length..]] = await reader.ReadToEndAsync();
            }
        }
        return package;
    }

    /// <summary>An interface's properties, and whether each must be given; null when there is no such interface.</summary>
    public Dictionary<string, bool>? Interface(string file, string module, string name) =>
        Members(Scope(file, module), $"interface {name} {{");

    /// <summary>The properties that a resource's class has.</summary>
    public Dictionary<string, bool>? Class(string file, string name) =>
        Members(_files.GetValueOrDefault(file, ""), $"export declare class {name} extends ");

    private string Scope(string file, string module)
    {
        var text = _files.GetValueOrDefault(file, "");
        var from = module.Length == 0 ? 0 : text.IndexOf($"export declare namespace {module} {{", StringComparison.Ordinal);
        return from < 0 ? "" : module.Length == 0 ? text : text[from..text.IndexOf("\n}", from, StringComparison.Ordinal)];
    }

    private static Dictionary<string, bool>? Members(string text, string head)
    {
        var from = text.IndexOf(head, StringComparison.Ordinal);
        if (from < 0)
        {
            return null;
        }
        var line = text.LastIndexOf('\n', from) + 1;
        var indent = text[line..].TakeWhile(letter => letter == ' ').Count();
        var to = text.IndexOf("\n" + new string(' ', indent) + "}", from, StringComparison.Ordinal);
        return Member().Matches(text[from..(to < 0 ? text.Length : to)])
            .Where(member => member.Groups["indent"].Length == indent + 4)
            .ToDictionary(member => member.Groups["name"].Value, member => member.Groups["optional"].Length == 0);
    }

    private static async Task FetchAsync(string package, string folder)
    {
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo("npm", ["pack", package, "--ignore-scripts", "--silent", "--pack-destination", folder])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var npm = Process.Start(start)!;
        await npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync();
        Assert.True(npm.ExitCode == 0, $"npm pack {package} ended with {npm.ExitCode}: is the npm registry reachable?");
    }

    [GeneratedRegex(@"^(?<indent> +)(?:readonly )?(?<name>\w+)(?<optional>\??): ",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Member();
}
