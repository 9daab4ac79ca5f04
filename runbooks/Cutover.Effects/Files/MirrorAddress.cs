using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>An rsync daemon that mirrors pull from, and a mirror of one's own.</summary>
public sealed record MirrorAddress : ILeadsTo
{
    /// <summary>The machine of the daemon.</summary>
    public HostAddress Host { get; init; } = new();

    /// <summary>The daemon as mirrors reach it, such as rsync://rsync.example.org.</summary>
    public required string Url { get; init; }

    /// <summary>The daemon's configuration on its machine: what it would serve is asked of it while its port is closed.</summary>
    public required string Configuration { get; init; }

    /// <summary>The modules that mirrors know.</summary>
    public required IReadOnlyList<string> Modules { get; init; }

    /// <summary>A directory on this machine for a mirror of each module.</summary>
    public required string Mirror { get; init; }

    string ILeadsTo.LeadsTo => Url.TrimEnd('/');
}
