namespace Cutover.Lab;

/// <summary>A Node that the lab's user can run, and what it runs.</summary>
/// <param name="Program">The path of Node.</param>
/// <param name="Provider">The module of the OpenID provider.</param>
/// <param name="Miniflare">The folder of Cloudflare's local runtime.</param>
internal sealed record LabNode(string Program, string Provider, string Miniflare)
{
    /// <summary>Those from npm; installs them where they are missing, copies them into the lab where they cannot be reached.</summary>
    public static async Task<LabNode> EnsureAsync(LabEstate estate, LabUser user, CancellationToken cancellation)
    {
        var (program, provider) = await NpmPrograms.OpenIdProviderAsync(cancellation);
        var (_, miniflare) = await NpmPrograms.MiniflareAsync(cancellation);
        if (!user.IsOther || LabDotnet.IsOpen(new FileInfo(program)))
            return new LabNode(program, provider, miniflare);

        var copies = Directory.CreateDirectory(Path.Combine(estate.Directory, "node")).FullName;
        await Shell.RunAsync("chmod", ["go+rx", "--", copies], cancellation);
        string[] found = [program, provider, miniflare];
        var there = new List<string>();
        foreach (var path in found)
            there.Add(await CopiedAsync(path, copies, cancellation));
        return new LabNode(there[0], there[1], there[2]);
    }

    /// <summary>A module needs those that lie beside it, so all of its installation is copied, once.</summary>
    private static async Task<string> CopiedAsync(string path, string copies, CancellationToken cancellation)
    {
        var installation = NpmPrograms.InstallationOf(path);
        var copy = Path.Combine(copies, Path.GetFileName(installation));
        if (!Directory.Exists(copy))
        {
            var half = $"{copy}.{Environment.ProcessId}";
            await Shell.RunAsync("cp", ["-a", "--", installation, half], cancellation);
            await Shell.RunAsync("chmod", ["-R", "go+rX", "--", half], cancellation);
            Directory.Move(half, copy);
        }

        return Path.Combine(copy, Path.GetRelativePath(installation, path));
    }
}
