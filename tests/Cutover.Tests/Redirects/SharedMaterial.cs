namespace Cutover.Tests;

/// <summary>
/// Material for tests: the project's own, and what lies beside it, in ../shared or where CUTOVER_SHARED says, and may be absent.
/// </summary>
internal static class SharedMaterial
{
    /// <summary>A path below the clone that this test was built in.</summary>
    internal static string Own(string below) => Path.Combine(Root(), below);

    /// <summary>The folder's path, or null.</summary>
    internal static string? Find(string below)
    {
        var shared = Environment.GetEnvironmentVariable("CUTOVER_SHARED") is { Length: > 0 } told
            ? told : Path.Combine(Path.GetDirectoryName(Root()) ?? "/", "shared");
        var path = Path.Combine(shared, below);
        return Directory.Exists(path) ? path : null;
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Cutover.sln")))
        {
            at = at.Parent ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not inside a clone of Cutover.");
        }

        return at.FullName;
    }
}
