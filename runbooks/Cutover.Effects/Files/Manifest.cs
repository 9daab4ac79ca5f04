using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>The hashes of a directory's files, each with what the file system said when it was hashed, kept in a file.</summary>
internal sealed class Manifest
{
    private const string Title = "cutover manifest 1";

    /// <summary>
    /// A clock behind the file system's, and a change within the same tick as the hashing, both hide a change: the young are hashed again.
    /// </summary>
    private const long TooYoung = 2 * DirectoryTree.Second;

    /// <summary>After this, a file that nobody touches is old enough to be trusted.</summary>
    public static TimeSpan Settles { get; } = TimeSpan.FromSeconds((TooYoung / (double)DirectoryTree.Second) + 0.1);

    /// <summary>Both sides of two directories.</summary>
    private const int MostRemembered = 4;

    /// <summary>The newest that were saved, by their hashes: what a file says need not be made of it again inside an outage.</summary>
    private static readonly ConcurrentQueue<(string Sha256, Manifest Manifest)> s_remembered = [];

    private readonly Dictionary<string, (FileFacts Facts, string Hash)> _files;

    private Manifest(Dictionary<string, (FileFacts Facts, string Hash)> files) => _files = files;

    public int Files => _files.Count;

    /// <summary>Where this run keeps the manifest of this directory, and what else it notes of it.</summary>
    public static string PathFor(StepRun run, Place<DirectoryAddress> place, DirectoryAddress directory, string kind)
    {
        var name = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{run.Run}\n{place.Name}\n{directory.Host}\n{directory.Path}")));
        return Path.Combine(Path.GetFullPath(directory.Manifests), $"{name[..24]}.{kind}");
    }

    /// <summary>The hash of a file that has not changed since it was hashed; null where it must be hashed again.</summary>
    public string? HashOf(string path, FileFacts now) =>
        _files.TryGetValue(path, out var then) && then.Facts.Size == now.Size && then.Facts.Changed == now.Changed
            && then.Facts.Modified == now.Modified && then.Facts.Inode == now.Inode && then.Facts.Links == now.Links
            ? then.Hash
            : null;

    /// <summary>
    /// Lists, then hashes what is not too young to be trusted. A file that changes meanwhile has another change time, and is hashed again.
    /// </summary>
    /// <param name="directory">What to hash.</param>
    /// <param name="earlier">What is believed of the files that have not changed since; null to hash them all.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<Manifest> HashAsync(DirectoryAddress directory, Manifest? earlier, CancellationToken cancellation)
    {
        var tree = await DirectoryTree.ReadAsync(directory, null, living: true, cancellation);
        var (files, unknown) = await Aside.RunAsync(() => Known(tree, earlier), cancellation);
        foreach (var (path, hash) in await FileHashes.ComputeAsync(directory, unknown, cancellation))
            files[path] = (tree.Entries[path], hash);
        return new Manifest(files);
    }

    /// <summary>Writes it whole or not at all. The last line is the hash of all before it.</summary>
    public async Task SaveAsync(string path, CancellationToken cancellation)
    {
        var (body, sha256) = await Aside.RunAsync(Written, cancellation);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():N}";
        await using (var file = new FileStream(temporary, FileMode.CreateNew))
        {
            await file.WriteAsync(body, cancellation);
            await file.WriteAsync(Encoding.Latin1.GetBytes(sha256), cancellation);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        s_remembered.Enqueue((sha256, this));
        while (s_remembered.Count > MostRemembered)
            s_remembered.TryDequeue(out _);
    }

    /// <summary>The manifest in a file and its hash; null where there is none or it is damaged.</summary>
    public static async Task<(Manifest Manifest, string Sha256)?> LoadAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            return null;

        var bytes = await File.ReadAllBytesAsync(path, cancellation);
        return await Aside.RunAsync(() => Read(bytes), cancellation);
    }

    private static (Manifest Manifest, string Sha256)? Read(byte[] bytes)
    {
        var end = bytes.Length - (2 * SHA256.HashSizeInBytes);
        if (end < Title.Length)
            return null;

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, end)));
        if (sha256 != Encoding.Latin1.GetString(bytes.AsSpan(end)))
            return null;

        var remembered = s_remembered.FirstOrDefault(one => one.Sha256 == sha256).Manifest;
        return (remembered ?? Parse(bytes.AsSpan(0, end))) is { } manifest ? (manifest, sha256) : null;
    }

    private static (Dictionary<string, (FileFacts, string)> Files, List<string> Unknown) Known(DirectoryTree tree, Manifest? earlier)
    {
        var (files, unknown) = (new Dictionary<string, (FileFacts, string)>(tree.Files, StringComparer.Ordinal), new List<string>());
        foreach (var (path, facts) in tree.Entries.Where(entry => entry.Value.IsFile && entry.Value.Changed < tree.Listed - TooYoung))
        {
            if (earlier?.HashOf(path, facts) is { } known)
                files[path] = (facts, known);
            else
                unknown.Add(path);
        }

        return (files, unknown);
    }

    private (byte[] Body, string Sha256) Written()
    {
        var text = new StringBuilder().Append(Title).Append('\0');
        foreach (var (name, (facts, hash)) in _files)
        {
            text.Append(name).Append('\0').Append(facts.Size).Append('\0')
                .Append(facts.Modified).Append('\0').Append(facts.Changed).Append('\0')
                .Append(facts.Inode.Device).Append('\0').Append(facts.Inode.Number).Append('\0')
                .Append(facts.Links).Append('\0').Append(hash).Append('\0');
        }

        var body = Encoding.Latin1.GetBytes(text.ToString());
        return (body, Convert.ToHexStringLower(SHA256.HashData(body)));
    }

    private static Manifest? Parse(ReadOnlySpan<byte> text)
    {
        var fields = new NulFields(text);
        if (fields.NextText() != Title)
            return null;

        var files = new Dictionary<string, (FileFacts, string)>(text.Length / 160, StringComparer.Ordinal);
        while (!fields.IsEmpty)
        {
            var path = fields.NextText();
            var (size, modified, changed) = (fields.NextNumber(), fields.NextNumber(), fields.NextNumber());
            var inode = (fields.NextUnsigned(), fields.NextUnsigned());
            var facts = new FileFacts('f', "", size, modified, changed, inode, (int)fields.NextNumber(), "");
            files[path] = (facts, fields.NextText());
        }

        return new Manifest(files);
    }
}
