namespace Cutover.Lab;

/// <summary>A Node that the lab's user can run, and the modules that it finds an OpenID provider in.</summary>
/// <param name="Program">The path of Node.</param>
/// <param name="Modules">The folder of modules.</param>
internal sealed record LabNode(string Program, string Modules)
{
    /// <summary>Those from npm; installs them where they are missing, copies them into the lab where they cannot be reached.</summary>
    public static async Task<LabNode> EnsureAsync(LabEstate estate, LabUser user, CancellationToken cancellation)
    {
        var (program, modules) = await NpmPrograms.OpenIdProviderAsync(cancellation);
        if (!user.IsOther || LabDotnet.IsOpen(new FileInfo(program)))
            return new LabNode(program, modules);

        var folder = Path.Combine(estate.Directory, "node", Path.GetFileName(Path.GetDirectoryName(modules)!));
        if (!Directory.Exists(folder))
        {
            var half = Directory.CreateDirectory($"{folder}.half").FullName;
            await Shell.RunAsync("cp", ["-a", "--", program, modules, half], cancellation);
            await Shell.RunAsync("chmod", ["-R", "go+rX", "--", Path.GetDirectoryName(folder)!], cancellation);
            Directory.Move(half, folder);
        }

        return new LabNode(Path.Combine(folder, "node"), Path.Combine(folder, "node_modules"));
    }
}
