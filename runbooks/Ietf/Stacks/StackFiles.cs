using Cutover.Stacks;

namespace Ietf;

/// <summary>Where the stacks' files are: in the repository, because <c>pulumi config set</c> changes them there.</summary>
internal static class StackFiles
{
    /// <param name="asked">What the operator asked for; null for this repository's.</param>
    /// <exception cref="StackConfigException">There is no such directory.</exception>
    public static string Config(string? asked)
    {
        var directory = asked ?? Above(Environment.CurrentDirectory) ?? Above(AppContext.BaseDirectory);
        return directory is not null && Directory.Exists(directory)
            ? directory
            : throw new StackConfigException(
                $"There is no directory {asked ?? "stacks/config"} with the stacks' config: run this in the repository, "
                + "or name the directory with --config.");
    }

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var config = Path.Combine(folder.FullName, "stacks", "config");
            if (File.Exists(Path.Combine(folder.FullName, "Pulumi.yaml")) && Directory.Exists(config))
                return config;
        }

        return null;
    }
}
