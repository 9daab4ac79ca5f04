namespace Cutover.Lab;

/// <summary>The mail servers of the lab and the signer of one of them: their files and how they are run.</summary>
internal sealed class MailUnits(LabEstate estate)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Signer = "mail-signer";
    private const string Pull = "alias-pull";
    private readonly LabMail _mail = estate.Mail;

    /// <summary>Where each listens.</summary>
    public IReadOnlyDictionary<string, Address> Addresses { get; } = new Dictionary<string, Address>(StringComparer.Ordinal)
    {
        [Signer] = estate.Mail.Signer,
        ["mail-host"] = estate.Mail.Host,
        ["mail-relay"] = estate.Mail.Relay,
        ["mail-ses"] = estate.Mail.Ses,
    };

    public static IReadOnlyList<string> Names { get; } = [Signer, "mail-host", "mail-relay", "mail-ses", Pull];

    private string Bin => Path.Combine(estate.Directory, "bin");

    private string PullKey => Path.Combine(estate.Directory, "secrets", "alias.header");

    private string SignerFile => Path.Combine(_mail.Home("mail-ses"), "opendkim.conf");

    public IEnumerable<Unit> Units()
    {
        yield return new Unit(Signer, [RequiredProgram.PathOf("opendkim"), "-f", "-x", SignerFile])
        {
            Listens = _mail.Signer,
        };
        yield return new Unit(Pull,
        [
            Path.Combine(Bin, Pull), PullKey, estate.Edge.Address.ToString(),
            $"{estate.UrlOf("datatracker")}/api/group/group-aliases/", _mail.Domain, _mail.AliasMap,
        ])
        {
            RunsOn = _mail.Host.Host,
        };
        foreach (var name in _mail.Names)
        {
            // Postfix is made for it: what it has said 250 to survives a kill, and a plain user cannot signal into the namespace.
            yield return new Unit(name, [_mail.Command, name, "run"])
            {
                Listens = _mail.Of(name), StopSignal = "KILL", OwnUsers = true,
            };
        }
    }

    /// <summary>Writes everything; the directories are there.</summary>
    public async Task WriteAsync(MailKeys keys, CancellationToken cancellation)
    {
        var passwords = _mail.Applications.ToDictionary(each => each, _ => LabSecrets.Token(), StringComparer.Ordinal);
        foreach (var (application, password) in passwords)
            LabSecrets.WriteFile(_mail.PasswordFile(application), password + "\n");

        var handOver = Path.Combine(Bin, "hand-over");
        foreach (var name in _mail.Names)
        {
            foreach (var part in (string[])["conf", "queue", "data", "postfix", "nobody", "boxes"])
                Directory.CreateDirectory(Path.Combine(_mail.Home(name), part));
            await WriteOneAsync(name, PostfixConfiguration.Main(_mail, name), "main.cf", cancellation);
            await WriteOneAsync(name, PostfixConfiguration.Master(_mail, name, handOver), "master.cf", cancellation);
            await WriteOneAsync(name, "", "dynamicmaps.cf", cancellation);
            foreach (var (file, text) in PostfixConfiguration.Maps(_mail, name, passwords))
                LabSecrets.WriteFile(Path.Combine(_mail.Configuration(name), file), text);
            LabSecrets.WriteFile(Path.Combine(_mail.Home(name), "postfix", "server.pem"), keys.ServerKey + keys.Certificate);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(_mail.AuthorityFile)!);
        await File.WriteAllTextAsync(_mail.AuthorityFile, keys.Authority, cancellation);
        await File.WriteAllTextAsync(_mail.ServerDigestFile, keys.ServerDigest, cancellation);
        var key = (await File.ReadAllTextAsync(estate.EmailKeyFile, cancellation)).Trim();
        LabSecrets.WriteFile(Path.Combine(_mail.Home("mail-host"), "nobody", "email.header"), $"X-Api-Key: {key}\n");
        LabSecrets.WriteFile(PullKey, $"X-Api-Key: {key}\n");
        await SesAsync(keys, passwords, cancellation);
    }

    /// <summary>SES's stand-in knows its customers (Cyrus SASL's own database) and signs for them.</summary>
    private async Task SesAsync(MailKeys keys, Dictionary<string, string> passwords, CancellationToken cancellation)
    {
        var home = _mail.Home("mail-ses");
        var database = Path.Combine(home, "postfix", "sasldb2");
        foreach (var (application, password) in passwords)
        {
            await Shell.RunAsync(
                RequiredProgram.PathOf("saslpasswd2"), ["-p", "-c", "-f", database, "-u", "ses", application], cancellation,
                input: password);
        }

        // Debian's Postfix looks for it below its own configuration.
        Directory.CreateDirectory(Path.Combine(_mail.Configuration("mail-ses"), "sasl"));
        await WriteOneAsync("mail-ses",
            $"pwcheck_method: auxprop\nauxprop_plugin: sasldb\nsasldb_path: {database}\nmech_list: PLAIN LOGIN\n",
            Path.Combine("sasl", "smtpd.conf"), cancellation);
        var signing = Path.Combine(home, "signing.pem");
        LabSecrets.WriteFile(signing, keys.SigningKey);
        File.SetUnixFileMode(signing, OwnerOnly);
        await File.WriteAllTextAsync(SignerFile,
            $"""
            Background no
            Syslog no
            Mode s
            Domain {_mail.Domain},{_mail.ListDomain}
            Selector {_mail.Selector}
            KeyFile {signing}
            RequireSafeKeys no
            Canonicalization relaxed/relaxed
            SignatureAlgorithm rsa-sha256
            InternalHosts 127.0.0.0/8
            Socket inet:{_mail.Signer.Port}@{_mail.Signer.Host}

            """, cancellation);
    }

    private Task WriteOneAsync(string name, string text, string file, CancellationToken cancellation) =>
        File.WriteAllTextAsync(Path.Combine(_mail.Configuration(name), file), text, cancellation);
}
