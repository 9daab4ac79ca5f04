using System.Reflection;

namespace Cutover.Stacks;

/// <summary>
/// The old web host's own files, as far as its redirects go: its Apache configuration and the directories of its document root.
/// </summary>
public static class OldHostFiles
{
    private const string Prefix = "old-host/";

    /// <summary>What they hold, by their path on that host.</summary>
    public static IReadOnlyDictionary<string, byte[]> Read()
    {
        var assembly = typeof(OldHostFiles).Assembly;

        // MSBuild writes directories as the machine has them.
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ToDictionary(
                name => "/" + name[Prefix.Length..].Replace('\\', '/'), name => Content(assembly, name), StringComparer.Ordinal);
    }

    private static byte[] Content(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
