using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cutover.Lab;

/// <summary>The keys and passwords of the lab's mail, made anew at every fresh start.</summary>
internal sealed class MailKeys : IDisposable
{
    private const int Bits = 2048;
    private readonly RSA _signing = RSA.Create(Bits);
    private readonly RSA _authority = RSA.Create(Bits);
    private readonly ECDsa _server = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authorityCertificate;
    private readonly X509Certificate2 _certificate;

    /// <param name="names">The names and addresses that the servers' certificate is for.</param>
    public MailKeys(IEnumerable<string> names)
    {
        var now = DateTimeOffset.UtcNow;
        var authority = new CertificateRequest("CN=Cutover's lab", _authority, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authorityCertificate = authority.CreateSelfSigned(now.AddHours(-1), now.AddDays(30));
        var request = new CertificateRequest("CN=mail.lab.test", _server, HashAlgorithmName.SHA256);
        var also = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                also.AddIpAddress(address);
            else
                also.AddDnsName(name);
        }

        request.CertificateExtensions.Add(also.Build());
        var signer = X509SignatureGenerator.CreateForRSA(_authority, RSASignaturePadding.Pkcs1);
        _certificate = request.Create(
            _authorityCertificate.SubjectName, signer, now.AddHours(-1), now.AddDays(29), RandomNumberGenerator.GetBytes(12));
    }

    /// <summary>The value of the DKIM record (RFC 6376, 3.6.1).</summary>
    public string DkimRecord => $"v=DKIM1; k=rsa; p={Convert.ToBase64String(_signing.ExportSubjectPublicKeyInfo())}";

    /// <summary>The value of the TLSA record for "this server's own key" (RFC 6698: 3 1 1).</summary>
    public string TlsaRecord => $"3 1 1 {ServerDigest}";

    /// <summary>SHA-256 of the servers' public key, in hexadecimal.</summary>
    public string ServerDigest => Convert.ToHexStringLower(SHA256.HashData(_certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    public string SigningKey => _signing.ExportRSAPrivateKeyPem() + "\n";

    public string ServerKey => _server.ExportPkcs8PrivateKeyPem() + "\n";

    public string Certificate => _certificate.ExportCertificatePem() + "\n";

    public string Authority => _authorityCertificate.ExportCertificatePem() + "\n";

    public void Dispose()
    {
        _certificate.Dispose();
        _authorityCertificate.Dispose();
        _server.Dispose();
        _authority.Dispose();
        _signing.Dispose();
    }
}
