namespace Rehearsals;

/// <summary>The clone that this test was built in.</summary>
internal static class Clone
{
    internal static string Root { get; } = Find();

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Cutover.sln")))
        {
            at = at.Parent ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not inside a clone of Cutover.");
        }

        return at.FullName;
    }
}
