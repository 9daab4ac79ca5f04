using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>What the DNS says of a mail domain.</summary>
/// <param name="Exchanges">Its MX, in order.</param>
/// <param name="Spf">Its SPF record.</param>
public sealed record MailRecordsSeen(ImmutableArray<string> Exchanges, string? Spf);
