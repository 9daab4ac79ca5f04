namespace Cutover.Lab;

/// <summary>One program at a time brings a lab up or down. The kernel lets go of it when the program ends, however it ends.</summary>
internal static class LabLock
{
    public static FileStream Take(string directory)
    {
        var file = Path.Combine(directory, "lab.lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new LabException(
                $"Another program is bringing the lab in {directory} up or down: wait for it, or see who holds {file} open.", e);
        }
    }
}
