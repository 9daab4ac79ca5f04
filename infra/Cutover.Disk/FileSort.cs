namespace Cutover.Disk;

/// <summary>What a name leads to on the disk.</summary>
public enum FileSort
{
    /// <summary>Something else.</summary>
    Other,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A named pipe: reading waits until somebody writes.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A device: reading may never end.</summary>
    Device,
}
