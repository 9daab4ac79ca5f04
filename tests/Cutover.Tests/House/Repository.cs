namespace Cutover.Tests;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find(DirectoryInfo? directory) => directory is null
        ? throw new InvalidOperationException($"There is no Cutover.sln above {AppContext.BaseDirectory}.")
        : File.Exists(System.IO.Path.Combine(directory.FullName, "Cutover.sln")) ? directory.FullName : Find(directory.Parent);
}
