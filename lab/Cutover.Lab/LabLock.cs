namespace Cutover.Lab;

/// <summary>
/// One program at a time brings a lab up or down, and one lab at a time its network. The kernel lets go of both when the program ends,
/// however it ends.
/// </summary>
internal sealed class LabLock : IDisposable
{
    private readonly FileStream _directory;
    private readonly FileStream? _network;

    private LabLock(FileStream directory, FileStream? network) => (_directory, _network) = (directory, network);

    /// <exception cref="LabException">Another program has it.</exception>
    public static LabLock Take(LabEstate estate)
    {
        var file = Path.Combine(estate.Directory, "lab.lock");
        var directory = Open(
            file, $"Another program is bringing the lab in {estate.Directory} up or down: wait for it, or see who holds {file} open.");
        try
        {
            return new LabLock(directory, estate.Network == 0 ? null : Open(LabNetwork.LockOf(estate.Network), LabNetwork.InUse(estate)));
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _network?.Dispose();
        _directory.Dispose();
    }

    private static FileStream Open(string file, string taken)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new LabException(taken, e);
        }
    }
}
