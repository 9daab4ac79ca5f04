namespace Cutover.Disk;

/// <summary>What tells that a file is the one that was read before.</summary>
/// <param name="Sort">What it is.</param>
/// <param name="Inode">Its number on its file system.</param>
/// <param name="Size">In bytes.</param>
/// <param name="StateChanged">When its state changed, in seconds and nanoseconds.</param>
/// <param name="Changed">When its bytes changed, in seconds and nanoseconds.</param>
public sealed record FileStamp(FileSort Sort, ulong Inode, long Size, (long, uint) StateChanged, (long, uint) Changed)
{
    /// <summary>Whether it is a regular file.</summary>
    public bool IsFile => Sort == FileSort.File;

    /// <summary>Whether it is a directory.</summary>
    public bool IsDirectory => Sort == FileSort.Directory;
}
