using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>One folder as a client remembers it after it has synced.</summary>
/// <param name="Name">The folder.</param>
/// <param name="UidValidity">When this changes, the client forgets everything and fetches it all again.</param>
/// <param name="UidNext">No message that comes later has a smaller UID.</param>
/// <param name="Messages">How many it holds.</param>
/// <param name="Newest">The newest messages, each as its UID, a blank and its Message-ID.</param>
public sealed record FolderSeen(string Name, uint UidValidity, uint UidNext, int Messages, ImmutableArray<string> Newest);
