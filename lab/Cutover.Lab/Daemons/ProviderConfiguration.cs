using System.Security.Cryptography;
using System.Text.Json;

namespace Cutover.Lab;

/// <summary>The OpenID providers: keys and clients that both hosts share, and what each is told.</summary>
internal sealed class ProviderConfiguration(LabEstate estate, LabNode node)
{
    private const int KeyBits = 2048;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Keys, secrets and settings, by path.</summary>
    public IEnumerable<(string File, string Text)> Files()
    {
        var logins = estate.Logins;
        yield return (logins.KeysFile, JsonSerializer.Serialize(new { keys = new[] { NewKey() } }, Json));
        foreach (var file in (string[])[logins.CookieFile, logins.PasswordFile, .. Clients.Select(client => client.SecretFile)])
            yield return (file, LabSecrets.Token() + "\n");
        foreach (var provider in (LabProvider[])[logins.Old, logins.New])
            yield return (estate.SettingsOf(provider), JsonSerializer.Serialize(SettingsOf(provider), Json));
    }

    public IEnumerable<Unit> Units() => ((LabProvider[])[estate.Logins.Old, estate.Logins.New]).Select(
        provider => new Unit(provider.Unit, [node.Program, Script, estate.SettingsOf(provider)]) { Listens = provider.Address });

    /// <summary>A signing key with its private part, as RFC 7517 and 7518 write it.</summary>
    public static object NewKey()
    {
        using var rsa = RSA.Create(KeyBits);
        var parts = rsa.ExportParameters(includePrivateParameters: true);
        return new
        {
            kty = "RSA",
            use = "sig",
            alg = "RS256",
            kid = LabSecrets.Token()[..16],
            n = Base64(parts.Modulus),
            e = Base64(parts.Exponent),
            d = Base64(parts.D),
            p = Base64(parts.P),
            q = Base64(parts.Q),
            dp = Base64(parts.DP),
            dq = Base64(parts.DQ),
            qi = Base64(parts.InverseQ),
        };
    }

    private string Script => Path.Combine(estate.Directory, "bin", "openid.mjs");

    private (string Id, string SecretFile, string[] Redirects)[] Clients =>
    [
        ("mailarchive", estate.Logins.SecretFile("mailarchive"), [$"{estate.Logins.Archive}/oidc/callback/"]),
        ("wiki", estate.Logins.SecretFile("wiki"), [$"http://{estate.HostOf("wiki")}:{estate.Logins.Wiki.Port}/login/callback"]),
    ];

    private object SettingsOf(LabProvider provider) => new
    {
        name = provider.Unit,
        issuer = estate.Logins.Issuer,
        listen = provider.Address.ToString(),
        program = node.Provider,
        estate.Logins.KeysFile,
        estate.Logins.CookieFile,
        clients = Clients.Select(client => new { client.Id, client.SecretFile, client.Redirects }),
        account = new { id = "7", name = estate.Logins.Shown, email = estate.Logins.User, estate.Logins.PasswordFile },
    };

    private static string Base64(byte[]? bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
