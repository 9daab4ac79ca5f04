using System.Security.Cryptography;

namespace Cutover.Lab;

/// <summary>Makes the lab's secrets anew at every fresh start: files of mode 600, never command lines.</summary>
internal sealed class LabSecrets(LabEstate estate)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The TSIG key, base64.</summary>
    public string Tsig { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public string TesterToken { get; } = Token();

    /// <summary>Writes all but the pass files of the databases.</summary>
    public void Write()
    {
        var rsync = Token();
        WriteFile(estate.Dns.KeyFile, $"hmac-sha256:{DnsConfiguration.KeyName}:{Tsig}\n");
        WriteFile(estate.TesterTokenFile, TesterToken + "\n");
        WriteFile(estate.EdgeApiTokenFile, Token() + "\n");
        WriteFile(estate.EmailKeyFile, Token() + "\n");
        WriteFile(estate.EmailTestKeyFile, Token() + "\n");
        WriteFile(estate.OldImap.PasswordFile, Token() + "\n");
        WriteFile(estate.OldBroker.PasswordFile, Token() + "\n");
        WriteFile(estate.OldBroker.ForArchive().PasswordFile, Token() + "\n");
        WriteFile(estate.ArchiveKeyFile, Token() + "\n");
        WriteFile(estate.Rsync.PasswordFile, rsync + "\n");
        WriteFile(Path.Combine(estate.Directory, "secrets", "rsyncd.secrets"), $"{estate.Rsync.User}:{rsync}\n");
    }

    /// <summary>Files that stay with who started the lab.</summary>
    public IReadOnlyList<string> Kept => [estate.Rsync.PasswordFile];

    public static void WriteFile(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file =
            new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        using var writer = new StreamWriter(file);
        writer.Write(text);
    }

    public static string Token() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
