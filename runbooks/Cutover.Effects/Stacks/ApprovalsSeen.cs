using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>The hash of each change's preview as it is now.</summary>
/// <param name="Hashes">By the change, such as <c>origin.www=new</c>.</param>
public sealed record ApprovalsSeen(ImmutableSortedDictionary<string, string> Hashes);
