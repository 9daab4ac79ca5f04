using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Cutover.StandIns;

/// <summary>Hands messages to the relay, which knows this application by its host's address; over TLS where the relay offers it.</summary>
public sealed class OutgoingMail(StandInSettings settings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Sends one message of the queue; its Message-ID is made from its number there, so that it can be found again.</summary>
    /// <exception cref="MailFailedException">It was not taken.</exception>
    public async Task SendAsync(long id, string recipient, string subject)
    {
        var sender = settings.Need(settings.Sender, "sender");
        var message = new MimeMessage { MessageId = $"send-queue-{id}@datatracker.lab.test", Subject = subject };
        message.From.Add(MailboxAddress.Parse(sender));
        message.To.Add(MailboxAddress.Parse(recipient));
        message.Body = new TextPart("plain") { Text = subject + "\r\n" };
        var at = IPEndPoint.Parse(settings.Need(settings.Smtp, "smtp"));
        using var patience = new CancellationTokenSource(Patience);
        using var client = new SmtpClient
        {
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = Trusts,
            LocalEndPoint = new IPEndPoint(IPAddress.Parse(settings.Need(settings.SmtpFrom, "smtp_from")), port: 0),
        };
        try
        {
            await client.ConnectAsync(at.Address.ToString(), at.Port, SecureSocketOptions.StartTlsWhenAvailable, patience.Token);
            await client.SendAsync(message, patience.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or SmtpCommandException or SmtpProtocolException
            or SslHandshakeException or OperationCanceledException)
        {
            throw new MailFailedException($"{at} did not take message {id}: {e.Message}", e);
        }
    }

    private bool Trusts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 presented)
            return false;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.CustomTrustStore.ImportFromPemFile(settings.Need(settings.SmtpAuthority, "smtp_authority"));
        return own.Build(presented);
    }
}
