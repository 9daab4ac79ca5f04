namespace Cutover.Tests;

/// <summary>Material for tests that lies beside the repository, in ../shared or where CUTOVER_SHARED says; it may be absent.</summary>
internal static class SharedMaterial
{
    /// <summary>The folder's path, or null.</summary>
    internal static string? Find(string below)
    {
        if (Environment.GetEnvironmentVariable("CUTOVER_SHARED") is { Length: > 0 } told)
        {
            return Directory.Exists(Path.Combine(told, below)) ? Path.Combine(told, below) : null;
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Cutover.sln")))
            {
                var path = Path.Combine(at.Parent?.FullName ?? "/", "shared", below);
                return Directory.Exists(path) ? path : null;
            }
        }

        return null;
    }
}
