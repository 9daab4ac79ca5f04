using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A directory tree on a host, and how files are copied into it.</summary>
public sealed record DirectoryAddress : ILeadsTo
{
    public HostAddress Host { get; init; } = new();

    /// <summary>The absolute path on that host.</summary>
    public required string Path { get; init; }

    /// <summary>The same directory as an rsync daemon's, rsync://user@host:port/module/path; absent to copy by path or ssh.</summary>
    public string? RsyncUrl { get; init; }

    /// <summary>A file on this machine whose first line is the daemon's password.</summary>
    public string? RsyncSecretFile { get; init; }

    /// <summary>The least it must hold to be copied from with deletion.</summary>
    public FileFloor? Floor { get; init; }

    /// <summary>
    /// Directories below it that each side makes by itself, such as caches: they are not copied, compared, hashed or deleted. Both sides
    /// of a move name the same.
    /// </summary>
    public IReadOnlyList<string> Rebuilt { get; init; } = [];

    /// <summary>A directory on this machine for the manifests of what was hashed ahead. Losing one costs time, not truth.</summary>
    public string Manifests { get; init; } = ".cutover/manifests";

    string ILeadsTo.LeadsTo => $"{Path.TrimEnd('/')} on {Host.Machine}";
}
