namespace Cutover.Crowd;

/// <summary>One message in a mailbox.</summary>
/// <param name="Id">Its Message-ID, without brackets.</param>
/// <param name="Digest">The SHA-256 of its text, as <see cref="MailErrands.Digest"/> makes it.</param>
/// <param name="At">When it was put there.</param>
public sealed record MailboxMessage(string Id, string Digest, DateTimeOffset At)
{
    /// <summary>From a message as it is stored.</summary>
    public static MailboxMessage Parse(string text, DateTimeOffset at)
    {
        var plain = text.ReplaceLineEndings("\n");
        var end = plain.IndexOf("\n\n", StringComparison.Ordinal);
        var (head, body) = end < 0 ? (plain, "") : (plain[..end], plain[(end + 2)..]);
        const string Name = "Message-ID:";
        var line = head.Split('\n').FirstOrDefault(each => each.StartsWith(Name, StringComparison.OrdinalIgnoreCase));
        return new MailboxMessage((line?[Name.Length..] ?? "").Trim().Trim('<', '>'), MailErrands.Digest(body), at);
    }
}
