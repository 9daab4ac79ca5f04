using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DnsClient.Protocol;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Cutover.Effects;

/// <summary>The certificate that a mail server presents after STARTTLS.</summary>
/// <param name="Name">Its subject.</param>
/// <param name="Certificate">The certificate, DER.</param>
/// <param name="Key">Its public key, DER (SubjectPublicKeyInfo).</param>
internal sealed record PresentedCertificate(string Name, byte[] Certificate, byte[] Key)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public string KeyDigest => Convert.ToHexStringLower(SHA256.HashData(Key));

    /// <exception cref="EffectException">The server does not answer, or offers no TLS.</exception>
    public static async Task<PresentedCertificate> OfAsync(string server, CancellationToken cancellation)
    {
        var at = MailServerName.Parse(server);
        PresentedCertificate? seen = null;
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(Patience);
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        client.ServerCertificateValidationCallback = (_, certificate, _, _) =>
        {
            // What is asked is which certificate it is, not whether an authority vouches for it: with DANE the DNS does.
            seen = certificate is X509Certificate2 presented
                ? new PresentedCertificate(presented.Subject, presented.RawData, presented.PublicKey.ExportSubjectPublicKeyInfo())
                : null;
            return seen is not null;
        };
        try
        {
            await client.ConnectAsync(at.Host, at.Port, SecureSocketOptions.StartTls, timer.Token);
            await client.DisconnectAsync(quit: true, timer.Token);
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException or SmtpProtocolException
            or SmtpCommandException or SslHandshakeException or NotSupportedException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new EffectException($"The mail server at {server} shows no certificate: {failure.Message}", failure);
        }

        return seen ?? throw new EffectException($"The mail server at {server} shows no certificate.");
    }

    /// <summary>Whether a TLSA record names this certificate or its key (RFC 6698, 2.1).</summary>
    public bool Fits(TlsaRecord record)
    {
        var data = (int)record.Selector == 0 ? Certificate : Key;
        var digest = (int)record.MatchingType switch
        {
            0 => data,
            1 => SHA256.HashData(data),
            2 => SHA512.HashData(data),
            _ => [],
        };
        return digest.AsSpan().SequenceEqual(record.CertificateAssociationData.ToArray());
    }
}
