using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;

namespace Cutover.Effects;

/// <summary>DKIM keys as one DNS server has them.</summary>
internal sealed class DkimKeys(string server) : DkimPublicKeyLocatorBase
{
    /// <summary>MimeKit asks without waiting only where its caller does; ours never does.</summary>
    public override AsymmetricKeyParameter LocatePublicKey(
        string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("DKIM keys are looked up asynchronously.");

    /// <exception cref="EffectException">There is no such key.</exception>
    public override async Task<AsymmetricKeyParameter> LocatePublicKeyAsync(
        string methods, string domain, string selector, CancellationToken cancellationToken = default)
    {
        var name = $"{selector}._domainkey.{domain}";
        var texts = await DnsServer.Authoritative(server).TextsAsync(name, cancellationToken);
        return texts is [var text, ..]
            ? GetPublicKey(text)
            : throw new EffectException($"{server} has no DKIM key at {name}.");
    }
}
