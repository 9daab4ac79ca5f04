namespace Stacks.Tests;

/// <summary>The files of this repository, found from where the tests were built.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Config => System.IO.Path.Combine(Root, "stacks", "config");

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Cutover.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("These tests run inside the repository, and Cutover.sln is in no folder above them.");
    }
}
