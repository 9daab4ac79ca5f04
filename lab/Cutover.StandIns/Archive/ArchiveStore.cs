using System.Runtime.InteropServices;

namespace Cutover.StandIns;

/// <summary>
/// The archive's directories, as the real one has them: <c>incoming</c> with what came, <c>archive/LIST/HASH</c>, and a mailbox for IMAP
/// in <c>imap/LIST/cur/HASH</c>. A message is one file with three names.
/// </summary>
public sealed partial class ArchiveStore(string root)
{
    private const int AlreadyThere = 17;

    private readonly string _incoming = Path.Combine(root, "incoming");

    /// <summary>Puts the bytes on disk before anything else happens: what was taken can be replayed.</summary>
    public async Task<string> TakeAsync(byte[] raw, CancellationToken cancellation)
    {
        var name = $"{DateTimeOffset.UtcNow:yyyyMMdd'T'HHmmssfff}.{Guid.NewGuid():N}";
        var (temporary, file) = (Path.Combine(_incoming, $".{name}"), Path.Combine(_incoming, name));
        await using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
        {
            await stream.WriteAsync(raw, cancellation);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, file);
        return file;
    }

    /// <summary>Gives a taken message its names in the archive and in the mailbox; a name that is there already is left alone.</summary>
    public void Keep(string taken, ArchivedMail mail)
    {
        ArgumentNullException.ThrowIfNull(mail);
        foreach (var directory in (string[])[Path.Combine(root, "archive", mail.List), Path.Combine(root, "imap", mail.List, "cur")])
        {
            Directory.CreateDirectory(directory);
            if (HardLink(taken, Path.Combine(directory, mail.Hash)) != 0 && Marshal.GetLastPInvokeError() is var error and not AlreadyThere)
                throw new IOException($"{mail.Hash} cannot be filed in {directory}: error {error}.");
        }
    }

    /// <summary>The bytes of a message.</summary>
    /// <exception cref="FileNotFoundException">There is a row and no file.</exception>
    public Task<byte[]> ReadAsync(string list, string hash, CancellationToken cancellation) =>
        File.ReadAllBytesAsync(Path.Combine(root, "archive", list, hash), cancellation);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int HardLink(string existing, string added);
}
