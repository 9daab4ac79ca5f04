using System.Text;

namespace Cutover.Effects;

/// <summary>What the file system says of one path. Names are kept byte by byte as Latin-1, because a path need not be UTF-8.</summary>
/// <param name="Type">As find prints it: f, d, l and so on.</param>
/// <param name="Mode">The permission bits, octal.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Modified">Nanoseconds since 1970.</param>
/// <param name="Changed">When the inode last changed, likewise; no program can set it back.</param>
/// <param name="Inode">The device and the inode's number.</param>
/// <param name="Links">The number of names the inode has.</param>
/// <param name="Target">Where a symbolic link points.</param>
internal readonly record struct FileFacts(
    char Type, string Mode, long Size, long Modified, long Changed, (ulong Device, ulong Number) Inode, int Links, string Target)
{
    public bool IsFile => Type == 'f';

    /// <summary>When it was modified, in whole seconds: all that some file systems keep.</summary>
    public long ModifiedSecond => Modified / DirectoryTree.Second;

    /// <summary>A path for people.</summary>
    public static string Show(string path) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(path));
}
