namespace Cutover.Lab;

/// <summary>Programs that Debian does not have, where the lab's user can run them.</summary>
/// <param name="Dotnet">The path of dotnet.</param>
/// <param name="Workerd">The path of workerd.</param>
/// <param name="Node">Node and an OpenID provider.</param>
internal sealed record LabPrograms(string Dotnet, string Workerd, LabNode Node)
{
    /// <summary>Installs what is missing.</summary>
    public static async Task<LabPrograms> EnsureAsync(
        LabEstate estate, LabUser user, Action<string> progress, CancellationToken cancellation)
    {
        if (NpmPrograms.LacksSome)
            progress("npm install");
        return new LabPrograms(
            await LabDotnet.EnsureAsync(estate, user, cancellation), await LabWorkerd.EnsureAsync(estate, user, cancellation),
            await LabNode.EnsureAsync(estate, user, cancellation));
    }
}
