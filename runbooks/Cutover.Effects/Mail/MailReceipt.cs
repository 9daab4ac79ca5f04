using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Cryptography;

namespace Cutover.Effects;

/// <summary>A message that arrived, as its receiver may judge it.</summary>
internal sealed partial class MailReceipt(MimeMessage message)
{
    /// <summary>The address in From.</summary>
    public string Author => message.From.Mailboxes.FirstOrDefault()?.Address ?? "nobody";

    /// <summary>The envelope's sender, as the last server wrote it down.</summary>
    public string Envelope => (message.Headers["Return-Path"] ?? "").Trim().Trim('<', '>');

    /// <summary>The address that the mailbox's own host took it from: its Received line is the first, and the one it vouches for.</summary>
    public string? From => Client().Match(message.Headers["Received"] ?? "") is { Success: true } client ? client.Groups["ip"].Value : null;

    /// <summary>What is wrong with its DKIM signature, or null.</summary>
    public async Task<string?> DkimFaultAsync(string server, string sender, CancellationToken cancellation)
    {
        var index = message.Headers.IndexOf(HeaderId.DkimSignature);
        if (index < 0)
            return "it has no DKIM signature";

        var header = message.Headers[index];
        var domain = Signer().Match(header.Value).Groups["domain"].Value;
        var expected = sender[(sender.LastIndexOf('@') + 1)..];
        if (!string.Equals(domain, expected, StringComparison.OrdinalIgnoreCase))
            return $"its DKIM signature is of {domain}, not of {expected}";

        try
        {
            var verifier = new DkimVerifier(new DkimKeys(server));
            return await verifier.VerifyAsync(message, header, cancellation)
                ? null
                : "its DKIM signature does not verify with the key in the DNS";
        }
        catch (Exception failure) when (failure is ParseException or FormatException or EffectException)
        {
            return $"its DKIM signature cannot be verified: {failure.Message}";
        }
    }

    [GeneratedRegex(@"\[(IPv6:)?(?<ip>[0-9A-Fa-f.:]+)\]\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Client();

    [GeneratedRegex(@"(^|;)\s*d=(?<domain>[^;\s]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Signer();
}
