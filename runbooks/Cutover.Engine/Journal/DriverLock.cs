namespace Cutover.Engine;

/// <summary>A lock on a file that the operating system takes away when the process dies, however it dies.</summary>
internal sealed class DriverLock : IDisposable
{
    private readonly FileStream _file;

    private DriverLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or returns null where another process has it.</summary>
    /// <exception cref="JournalException">The file cannot be made.</exception>
    public static DriverLock? TryTake(string file)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            return new DriverLock(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException failure) when (IsTaken(failure))
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw IsFull(failure)
                ? new JournalFullException($"The disk under {file} is full, so nothing was begun. Make room, then run the same "
                    + "command again.", failure)
                : new JournalException($"The driver's lock cannot be made: {failure.Message} Mend that, or name another journal with "
                    + "--journal.", failure);
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>EAGAIN on Linux, EWOULDBLOCK on macOS, ERROR_SHARING_VIOLATION on Windows.</summary>
    private static bool IsTaken(IOException failure) => failure.HResult is 11 or 35 or unchecked((int)0x80070020);

    /// <summary>ENOSPC, EDQUOT, ERROR_DISK_FULL.</summary>
    private static bool IsFull(Exception failure) => failure.HResult is 28 or 122 or unchecked((int)0x80070070);
}
