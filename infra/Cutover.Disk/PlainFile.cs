namespace Cutover.Disk;

/// <summary>
/// Reads a file that a person named. A name may lead to a pipe, which makes a reader wait for ever, or to a device, which never ends.
/// </summary>
public static class PlainFile
{
    /// <summary>The most that is read, in bytes.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private const int Chunk = 1 << 16;

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="IOException">It is no file, cannot be read or is too long; the message is a sentence.</exception>
    public static byte[] Read(string path) => TryRead(path, out var trouble) ?? throw new IOException(Sentence(path, trouble!));

    /// <summary>Refuses what is not a file, before anything opens it.</summary>
    /// <exception cref="IOException">It is no file or is not there; the message is a sentence.</exception>
    public static void Require(string path)
    {
        if (Trouble(path) is { } trouble)
            throw new IOException(Sentence(path, trouble));
    }

    /// <summary>The bytes of a file, or null and why not.</summary>
    public static byte[]? TryRead(string path, out string? trouble)
    {
        trouble = Trouble(path);
        if (trouble is not null)
            return null;
        try
        {
            // The length is not asked: files of the kernel say 0 and hold more.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            using var read = new MemoryStream();
            var buffer = new byte[Chunk];
            while (file.Read(buffer) is > 0 and var count)
            {
                read.Write(buffer, 0, count);
                if (read.Length > MaxBytes)
                {
                    trouble = $"the file is larger than {MaxBytes} bytes";
                    return null;
                }
            }

            return read.ToArray();
        }
        catch (UnauthorizedAccessException)
        {
            trouble = "Permission denied";
        }
        catch (IOException failure)
        {
            trouble = failure.Message.TrimEnd('.');
        }

        return null;
    }

    private static string Sentence(string path, string trouble) => $"{path} cannot be read: {trouble}; name a file that can be.";

    private static string? Trouble(string path) => FileKinds.Of(Path.GetFullPath(path))?.Sort switch
    {
        FileSort.File => null,
        FileSort.Directory => "it is a directory",
        FileSort.Pipe => "it is a pipe",
        FileSort.Socket => "it is a socket",
        FileSort.Device => "it is a device",
        null => new FileInfo(path).LinkTarget is { } target ? $"it is a link to {target}, which is missing or out of reach"
            : "No such file or directory",
        _ => "it is no file",
    };
}
