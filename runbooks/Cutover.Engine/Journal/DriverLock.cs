namespace Cutover.Engine;

/// <summary>A lock on a file that the operating system takes away when the process dies, however it dies.</summary>
internal sealed class DriverLock : IDisposable
{
    private readonly FileStream _file;

    private DriverLock(FileStream file) => _file = file;

    public static DriverLock? TryTake(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        try
        {
            return new DriverLock(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException failure) when (failure is not (DirectoryNotFoundException or PathTooLongException or FileNotFoundException))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
