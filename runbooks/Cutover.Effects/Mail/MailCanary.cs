using System.Net;
using System.Security.Cryptography;
using System.Text;
using Cutover.Engine;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Cutover.Effects;

/// <summary>Messages that a night sends to see where they come out. The same step always sends the same ones.</summary>
internal static class MailCanary
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The envelope sender of a step's canaries.</summary>
    public static string SenderOf(StepRun run, string domain) =>
        $"canary-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run.IdempotencyKey)))[..16]}@{domain}";

    public static string MessageId(string sender, string to) =>
        $"{sender[..sender.IndexOf('@', StringComparison.Ordinal)]}.{to.Replace('@', '.')}@cutover.invalid";

    /// <summary>One message, plain and small; its text says what it is.</summary>
    public static MimeMessage Message(string sender, string to)
    {
        var message = new MimeMessage { MessageId = MessageId(sender, to), Subject = "Canary of a cutover: please ignore" };
        message.From.Add(MailboxAddress.Parse(sender));
        message.To.Add(MailboxAddress.Parse(to));
        message.Body = new TextPart("plain")
        {
            Text = "This message shows that mail comes through during a cutover. Nothing needs doing.\r\n",
        };
        return message;
    }

    /// <summary>Signs in as an application; nothing is sent.</summary>
    /// <exception cref="EffectException">It was refused; with the server's own words.</exception>
    public static async Task SignInAsync(MailApplicationAddress application, CancellationToken cancellation)
    {
        var password = (await File.ReadAllTextAsync(application.PasswordFile, cancellation)).Trim();
        await SendAsync(
            application.Server, SecureSocketOptions.StartTls, new NetworkCredential(application.User, password),
            application.AuthorityFile, application.Sender, [], cancellation);
    }

    /// <summary>Hands messages to a mail server; 250 after DATA for each, or an exception.</summary>
    /// <exception cref="EffectException">It was not taken; with the server's own words.</exception>
    public static async Task SendAsync(
        string server, SecureSocketOptions security, NetworkCredential? credential, string? authorityFile, string sender,
        IEnumerable<MimeMessage> messages, CancellationToken cancellation)
    {
        var at = MailServerName.Parse(server);
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(Patience);
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        if (authorityFile is not null)
            client.ServerCertificateValidationCallback = (_, certificate, _, errors) =>
                OwnAuthority.Trusts(authorityFile, certificate, errors);
        try
        {
            await client.ConnectAsync(at.Host, at.Port, security, timer.Token);
            if (credential is not null)
                await client.AuthenticateAsync(credential, timer.Token);
            foreach (var message in messages)
                await client.SendAsync(message, MailboxAddress.Parse(sender), message.To.Mailboxes, timer.Token);
            await client.DisconnectAsync(quit: true, timer.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new EffectException(
                $"The mail server at {server} did not answer {sender} to the end within {Patience.TotalSeconds:0} s.");
        }
        catch (Exception refused) when (refused is SmtpCommandException or AuthenticationException or NotSupportedException)
        {
            throw new EffectException($"The mail server at {server} refused {sender}: {refused.Message}", refused);
        }
        catch (Exception broken) when (broken is IOException or System.Net.Sockets.SocketException or SmtpProtocolException
            or SslHandshakeException)
        {
            throw new EffectException($"The mail server at {server} could not be spoken to: {broken.Message}", broken);
        }
    }
}
