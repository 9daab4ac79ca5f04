using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Cutover.Effects;

/// <summary>Trust in a private authority's certificates, given by its PEM file.</summary>
internal static class OwnAuthority
{
    public static bool Trusts(string authorityFile, X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 presented)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(authorityFile);
        return chain.Build(presented);
    }
}
