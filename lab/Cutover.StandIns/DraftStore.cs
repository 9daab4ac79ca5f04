using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Cutover.StandIns;

/// <summary>
/// The drafts on disk, as the real estate keeps them: <c>ietfdata/doc/draft/repository</c>, and the same files under a second
/// name in <c>archive</c> (hard links, kept by ghostlinkd there).
/// </summary>
public sealed partial class DraftStore(string root)
{
    private readonly string _repository = Path.Combine(root, "ietfdata", "doc", "draft", "repository");
    private readonly string _staging = Path.Combine(root, "www", "www6s", "staging");
    private readonly string _archive = Path.Combine(root, "ietfdata", "doc", "draft", "archive");

    /// <summary>Writes one revision in one form; a reader sees all of the file or none of it.</summary>
    /// <param name="name">A checked name: see <see cref="DraftName"/>.</param>
    /// <param name="rev">Two digits.</param>
    /// <param name="extension"><c>xml</c> or <c>txt</c>.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellation">Stops before the file is seen.</param>
    public async Task WriteAsync(string name, string rev, string extension, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        Debug.Assert(DraftName.IsName(name), "only checked names become paths");
        var file = $"{name}-{rev}.{extension}";
        var temporary = Path.Combine(_repository, $".{file}.{Guid.NewGuid():N}");
        try
        {
            await File.WriteAllBytesAsync(temporary, content, cancellation);
            Link(temporary, Path.Combine(_archive, $".{Path.GetFileName(temporary)}"), Path.Combine(_archive, file));
            File.Move(temporary, Path.Combine(_repository, file), overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Keeps what was handed in for a worker; a name of its own for each submission.</summary>
    public async Task HandInAsync(string name, string rev, long id, ReadOnlyMemory<byte> xml, CancellationToken cancellation)
    {
        Directory.CreateDirectory(_staging);
        var temporary = $"{HandedIn(name, rev, id)}.new";
        await File.WriteAllBytesAsync(temporary, xml, cancellation);
        File.Move(temporary, HandedIn(name, rev, id), overwrite: true);
    }

    /// <summary>What was handed in.</summary>
    /// <exception cref="IOException">It is not there.</exception>
    public Task<byte[]> HandedInAsync(string name, string rev, long id, CancellationToken cancellation) =>
        File.ReadAllBytesAsync(HandedIn(name, rev, id), cancellation);

    /// <summary>What was handed in has become a draft.</summary>
    public void Forget(string name, string rev, long id) => File.Delete(HandedIn(name, rev, id));

    private string HandedIn(string name, string rev, long id)
    {
        Debug.Assert(DraftName.IsName(name), "only checked names become paths");
        return Path.Combine(_staging, $"{name}-{rev}.{id}.xml");
    }

    private static void Link(string existing, string temporary, string final)
    {
        if (HardLink(existing, temporary) != 0)
            throw new IOException($"{final} cannot be linked: error {Marshal.GetLastPInvokeError()}.");
        File.Move(temporary, final, overwrite: true);
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int HardLink(string existing, string added);
}
