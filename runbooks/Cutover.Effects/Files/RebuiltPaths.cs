using System.Text.RegularExpressions;

namespace Cutover.Effects;

/// <summary>The directories of a tree that each side makes by itself, as find and rsync are told to leave them out.</summary>
internal static partial class RebuiltPaths
{
    /// <summary>For find, before what prints.</summary>
    /// <exception cref="EffectException">One of them is not to be named so.</exception>
    public static string[] Pruned(DirectoryAddress directory) => Checked(directory) is { Count: > 0 } paths
        ? ["(", "-false", .. paths.SelectMany(path => (string[])["-o", "-path", $"./{path}"]), ")", "-prune", "-o"]
        : [];

    /// <summary>For rsync: neither carried nor, at the destination, deleted.</summary>
    public static IEnumerable<string> Excluded(DirectoryAddress directory) => Checked(directory).Select(path => $"--exclude=/{path}");

    /// <summary>For people.</summary>
    public static string Said(DirectoryAddress directory) => Checked(directory) is { Count: > 0 } paths
        ? $"; {string.Join(", ", paths)} {(paths.Count == 1 ? "is" : "are")} left behind and made anew"
        : "";

    /// <summary>Where only one side left something out, the other's would be deleted or called missing.</summary>
    /// <exception cref="EffectException">Both sides do not name the same.</exception>
    public static void Agree(DirectoryAddress from, DirectoryAddress to)
    {
        var differ = Checked(from).Except(Checked(to), StringComparer.Ordinal)
            .Concat(Checked(to).Except(Checked(from), StringComparer.Ordinal)).ToList();
        if (differ.Count > 0)
            throw new EffectException($"{from.Path} on {from.Host} and {to.Path} on {to.Host} must name the same directories as rebuilt; "
                + $"only one of them names {string.Join(", ", differ)}. Mend the estate's file.");
    }

    private static IReadOnlyList<string> Checked(DirectoryAddress directory) =>
        directory.Rebuilt.FirstOrDefault(path => !Plain().IsMatch(path)) is { } wrong
            ? throw new EffectException($"'{wrong}' among the rebuilt of {directory.Path} must be a path below it of letters, digits and "
                + "._- such as cache/pages; mend it in the estate's file.")
            : directory.Rebuilt;

    /// <summary>What neither a pattern of find nor one of rsync reads as anything but itself.</summary>
    [GeneratedRegex(@"\A(?!\.{1,2}(/|\z))[A-Za-z0-9._-]+(/(?!\.{1,2}(/|\z))[A-Za-z0-9._-]+)*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plain();
}
