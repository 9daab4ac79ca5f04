using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>The folders of an IMAP server, by name.</summary>
public sealed record FoldersSeen(ImmutableArray<FolderSeen> Folders);
