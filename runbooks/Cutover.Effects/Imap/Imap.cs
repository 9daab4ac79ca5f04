using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>IMAP servers that follow a move, as their clients see them.</summary>
public static class Imap
{
    /// <summary>Syncs as a client does: what it learns is what clients out there remember.</summary>
    public static SyncFolders Sync(Place<ImapAddress> server) => new(server);

    /// <summary>A check that a client which had synced before finds what it remembers, and fetches nothing again.</summary>
    public static KeepsFolders Keeps(Place<ImapAddress> server, Step<FoldersSeen> before) => new(server, before);
}
