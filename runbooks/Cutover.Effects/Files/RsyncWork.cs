using System.Text;

namespace Cutover.Effects;

/// <summary>What one run of rsync is to carry.</summary>
/// <param name="Options">Beside archive mode.</param>
/// <param name="Living">Whether source files may vanish meanwhile.</param>
/// <param name="Paths">The paths to carry, below the source, each ended by NUL, as base64; absent for all of them.</param>
/// <param name="Sentinel">A file that must be at the source in the moment of copying; given with the paths.</param>
internal sealed record RsyncWork(IReadOnlyList<string> Options, bool Living, string? Paths = null, string Sentinel = "")
{
    /// <summary>Carries these paths only, whatever their times say, and deletes those that are not at the source.</summary>
    public static RsyncWork Named(IEnumerable<string> paths, string sentinel, bool living)
    {
        var names = Encoding.Latin1.GetBytes(string.Concat(paths.Select(path => $"./{path}\0")));
        return new(
            ["--files-from=-", "--from0", "--ignore-times", "--delete-missing-args"], living, Convert.ToBase64String(names), sentinel);
    }
}
