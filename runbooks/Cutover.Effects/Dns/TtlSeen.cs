using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>The TTLs of a name at every authoritative server.</summary>
/// <param name="Answers">What each server says now.</param>
/// <param name="Primary">The TTL at the server that takes updates, in seconds.</param>
/// <param name="Old">
/// The TTL before it was lowered, in seconds: the largest at any server. The zone itself remembers it in a marker beside the name.
/// </param>
/// <param name="At">When this was seen. Where the TTL was low everywhere, no cache was given the old one after this.</param>
public sealed record TtlSeen(ImmutableArray<ServerAnswer> Answers, int Primary, int Old, DateTimeOffset At);
