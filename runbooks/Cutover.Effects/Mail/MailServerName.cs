namespace Cutover.Effects;

/// <summary>A mail server as host:port.</summary>
internal readonly record struct MailServerName(string Host, int Port)
{
    /// <exception cref="EffectException">It is no host:port.</exception>
    public static MailServerName Parse(string text)
    {
        var at = text.LastIndexOf(':');
        return at > 0 && int.TryParse(text.AsSpan(at + 1), out var port) && port is > 0 and < 65_536
            ? new MailServerName(text[..at].Trim('[', ']'), port)
            : throw new EffectException($"'{text}' cannot be a mail server's address: give a name or address and a port, such as "
                + "mail.example.org:25, in the estate's file.");
    }
}
