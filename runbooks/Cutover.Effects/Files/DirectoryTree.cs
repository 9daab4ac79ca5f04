using System.Globalization;
using System.Text;
using CliWrap;

namespace Cutover.Effects;

/// <summary>A directory as one pass of find saw it, on whatever host it is.</summary>
internal sealed class DirectoryTree
{
    /// <summary>In nanoseconds, which all times here are in.</summary>
    public const long Second = 1_000_000_000;

    private const int NoSuchDirectory = 66;

    private DirectoryTree(long listed, Dictionary<string, FileFacts> entries)
    {
        Listed = listed;
        Entries = entries;
        foreach (var entry in entries.Values.Where(entry => entry.IsFile))
        {
            Files++;
            Bytes += entry.Size;
        }
    }

    /// <summary>When the host began the listing, by its own clock, in nanoseconds since 1970.</summary>
    public long Listed { get; }

    /// <summary>By path below the directory.</summary>
    public IReadOnlyDictionary<string, FileFacts> Entries { get; }

    /// <summary>The number of regular files.</summary>
    public int Files { get; }

    /// <summary>The sum of their sizes.</summary>
    public long Bytes { get; }

    /// <param name="directory">What to list.</param>
    /// <param name="settles">The step whose survivors on that host are ended first.</param>
    /// <param name="living">Whether files may come and go meanwhile; otherwise anything that cannot be read is an error.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="EffectException">It cannot be listed in full.</exception>
    public static async Task<DirectoryTree> ReadAsync(
        DirectoryAddress directory, LeashLock? settles, bool living, CancellationToken cancellation)
    {
        // In its usual pieces of 4 KiB the list of a large directory costs more to receive than to make.
        const string Script = """
            cd -- "$1" 2>/dev/null || exit 66
            shift
            date +%s.%N
            LC_ALL=C exec stdbuf -o 64K find . -mindepth 1 "$@" -printf '%P\0%y\0%m\0%s\0%T@\0%C@\0%D\0%i\0%n\0%l\0'
            """;
        using var output = new MemoryStream();
        var errand = new Errand(directory.Host, ["sh", "-c", Script, "list", Checked(directory), .. RebuiltPaths.Pruned(directory)])
        {
            Lock = settles,
            Looks = true,
            Output = PipeTarget.ToStream(output),
        };
        var result = await Leash.RunAsync(errand, cancellation);
        if (result.ExitCode == NoSuchDirectory)
            throw new EffectException($"{directory.Path} on {directory.Host} is not a directory that can be entered; is its file system "
                + "mounted?");
        if (result.ExitCode != 0 && !(living && OnlyVanished(result.Errors)))
            throw new EffectException($"{directory.Path} on {directory.Host} could not be listed in full: {result.LastLine}.");

        return await Aside.RunAsync(() => Parse(output.GetBuffer().AsSpan(0, (int)output.Length)), cancellation);
    }

    /// <exception cref="EffectException">The path is not one to work on.</exception>
    public static string Checked(DirectoryAddress directory) => directory.Path is ['/', not '/', ..]
        ? directory.Path
        : throw new EffectException($"The directory '{directory.Path}' on {directory.Host} must be an absolute path other than the root; "
            + "mend it in the estate's file.");

    private static bool OnlyVanished(string errors) => errors
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .All(line => line.EndsWith("No such file or directory", StringComparison.Ordinal));

    private static DirectoryTree Parse(ReadOnlySpan<byte> text)
    {
        var line = text.IndexOf((byte)'\n');
        var listed = Time(text[..line]);
        var fields = new NulFields(text[(line + 1)..]);
        var entries = new Dictionary<string, FileFacts>(text.Length / 128, StringComparer.Ordinal);
        while (!fields.IsEmpty)
        {
            var path = fields.NextText();
            var type = (char)fields.Next()[0];
            var mode = Mode(fields.Next());
            var size = fields.NextNumber();
            var modified = Time(fields.Next());
            var changed = Time(fields.Next());
            var inode = (fields.NextUnsigned(), fields.NextUnsigned());
            var links = (int)fields.NextNumber();
            entries[path] = new FileFacts(type, mode, size, modified, changed, inode, links, fields.NextText());
        }

        return new DirectoryTree(listed, entries);
    }

    /// <summary>Seconds, a dot and any number of digits, of which nine count.</summary>
    private static long Time(ReadOnlySpan<byte> text)
    {
        var dot = text.IndexOf((byte)'.');
        var seconds = long.Parse(dot < 0 ? text : text[..dot], CultureInfo.InvariantCulture);
        var nanoseconds = 0L;
        for (var digit = 0; digit < 9; digit++)
            nanoseconds = (nanoseconds * 10) + (dot >= 0 && dot + 1 + digit < text.Length ? text[dot + 1 + digit] - '0' : 0);

        // Before 1970 the whole is negative and the fraction counts on from it.
        return (seconds * Second) + (text[0] == '-' ? -nanoseconds : nanoseconds);
    }

    /// <summary>Nearly every file has one of these, so nearly no strings are made.</summary>
    private static string Mode(ReadOnlySpan<byte> octal) =>
        octal.SequenceEqual("644"u8) ? "644" : octal.SequenceEqual("755"u8) ? "755" : Encoding.Latin1.GetString(octal);
}
