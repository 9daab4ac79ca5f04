using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Cutover.Disk;

/// <summary>What a name leads to. .NET opens a pipe as if it were a file, and waits for ever.</summary>
public static partial class FileKinds
{
    private const int CurrentDirectory = -100;
    private const uint Everything = 0x7ff;
    private const int LengthOfStatx = 256;
    private const int TypeBits = 0xf000;

    /// <summary>Follows links; null where nothing is there or it may not be asked.</summary>
    /// <param name="path">An absolute path.</param>
    public static FileStamp? Of(string path)
    {
        Span<byte> seen = stackalloc byte[LengthOfStatx];
        if (Statx(CurrentDirectory, path, 0, Everything, seen) != 0)
            return null;

        // The layout is the kernel's and the same on every architecture: statx(2).
        var type = BinaryPrimitives.ReadUInt16LittleEndian(seen[28..]) & TypeBits;
        return new FileStamp(Sort(type), BinaryPrimitives.ReadUInt64LittleEndian(seen[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(seen[40..]), Time(seen[96..]), Time(seen[112..]));
    }

    private static FileSort Sort(int type) => type switch
    {
        0x8000 => FileSort.File,
        0x4000 => FileSort.Directory,
        0x1000 => FileSort.Pipe,
        0xc000 => FileSort.Socket,
        0x2000 or 0x6000 => FileSort.Device,
        _ => FileSort.Other,
    };

    private static (long, uint) Time(ReadOnlySpan<byte> at) =>
        (BinaryPrimitives.ReadInt64LittleEndian(at), BinaryPrimitives.ReadUInt32LittleEndian(at[8..]));

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int directory, string path, int flags, uint mask, Span<byte> into);
}
