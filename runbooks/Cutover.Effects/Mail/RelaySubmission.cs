using System.Text;
using System.Text.RegularExpressions;
using Cutover.Engine;
using MimeKit;

namespace Cutover.Effects;

/// <summary>
/// Hands a message to a relay from the host of an application, with curl: the relay judges by the address that a connection comes from.
/// </summary>
internal static partial class RelaySubmission
{
    private const string Patience = "20";

    /// <summary>Sends it; 250 after DATA, or an exception.</summary>
    /// <exception cref="EffectException">It was not taken; with the relay's own words, and how to mend it.</exception>
    public static async Task SendAsync(MailSenderAddress at, MimeMessage message, StepRun run, CancellationToken cancellation)
    {
        using var text = new MemoryStream();
        await message.WriteToAsync(Wire, text, cancellation);
        var errand = new Errand(at.Host, [.. at.Before, .. Command(at, message)])
        {
            Input = Encoding.UTF8.GetString(text.ToArray()),
            Lock = LeashLock.Of(run, at.Relay),
        };
        var result = await Leash.RunAsync(errand, cancellation);
        if (result.ExitCode == 0)
            return;

        if (Refusal().Matches(result.Errors) is not [.., var last])
            throw new EffectException($"The relay at {at.Relay} could not be spoken to by {at}: "
                + $"{(Failure().Match(result.Errors) is { Success: true } failed ? failed.Value : result.LastLine).Trim().TrimEnd('.')}.");
        var words = last.Groups["words"].Value.Trim().TrimEnd('.');
        var mend = Unknown().IsMatch(words) ? "allow that host's address there (Postfix: mynetworks)" : "mend there what it names";
        throw new EffectException($"The relay at {at.Relay} refused {at}: {words}; {mend}.");
    }

    /// <summary>As SMTP has it (RFC 5321, 2.3.8).</summary>
    private static FormatOptions Wire { get; } = new() { NewLineFormat = NewLineFormat.Dos };

    /// <summary>What curl says of itself is on its errors; nobody's settings, proxies or home are asked.</summary>
    private static IEnumerable<string> Command(MailSenderAddress at, MimeMessage message)
    {
        var server = MailServerName.Parse(at.Relay);
        var host = server.Host.Contains(':', StringComparison.Ordinal) ? $"[{server.Host}]" : server.Host;
        return
        [
            "curl", "--disable", "--noproxy", "*", "--silent", "--show-error", "--verbose", "--max-time", Patience,
            .. at.StartTls ? (string[])["--ssl-reqd"] : [],
            .. at.AuthorityFile is { } authority ? (string[])["--cacert", authority] : [],
            .. at.From is { } from ? (string[])["--interface", from] : [],
            "--mail-from", at.Sender, .. message.To.Mailboxes.SelectMany(to => (string[])["--mail-rcpt", to.Address]),
            "--upload-file", "-", "--url", $"smtp://{host}:{server.Port}",
        ];
    }

    [GeneratedRegex(@"^< (?<words>[45]\d\d[ -].*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Refusal();

    /// <summary>What curl itself says in the end; a hint may follow.</summary>
    [GeneratedRegex(@"^curl: \(\d+\) .*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Failure();

    /// <summary>How Postfix says that it does not know whoever comes.</summary>
    [GeneratedRegex(@"Relay access denied|Client host rejected", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unknown();
}
