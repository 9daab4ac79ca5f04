namespace Cutover.Sites;

/// <summary>What tells that a file is the one that was read before.</summary>
internal sealed record FileStamp(
    bool IsFile, bool IsDirectory, ulong Inode, long Size, (long, uint) StateChanged, (long, uint) Changed);
