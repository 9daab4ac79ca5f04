namespace Cutover.Lab;

/// <summary>The mail of the lab: the old mail host, the relay and the stand-in for SES, each a Postfix of its own.</summary>
/// <param name="Host">
/// The old mail host, SMTP: takes what comes from outside, hands Datatracker's to Datatracker, keeps lists' mail.
/// </param>
/// <param name="Relay">
/// The relay, SMTP: takes from known hosts and passes on to SES, with the credentials of the application that sends.
/// </param>
/// <param name="Ses">SES's stand-in, submission: TLS, SMTP AUTH for each application, signs with DKIM.</param>
/// <param name="Signer">opendkim, the signer of SES's stand-in.</param>
/// <param name="OldTarget">The old Datatracker, to which Datatracker's transport posts before the night.</param>
/// <param name="NewTarget">The new one.</param>
/// <param name="Directory">The lab's directory.</param>
public sealed record LabMail(
    Address Host, Address Relay, Address Ses, Address Signer, Address OldTarget, Address NewTarget, string Directory)
{
    /// <summary>The domain that people write to.</summary>
    public string Domain { get; } = "lab.test";

    /// <summary>Where lists' mail is kept: mailboxes on the mail host, nothing to do with Datatracker.</summary>
    public string ListDomain { get; } = "lists.lab.test";

    /// <summary>What is in this domain goes to Datatracker. The name is known to the mail host alone.</summary>
    public string DatatrackerDomain { get; } = "datatracker.internal";

    /// <summary>The name of Datatracker's transport in the mail host's master.cf.</summary>
    public string Transport { get; } = "datatracker";

    /// <summary>The selector of the DKIM key.</summary>
    public string Selector { get; } = "ses";

    /// <summary>The local parts that Datatracker takes mail for.</summary>
    public IReadOnlyList<string> Destinations { get; } = ["iana-review", "ipr-response", "nomcom-feedback-2026"];

    /// <summary>Who may submit at SES's stand-in; each has a sender address and a password of its own.</summary>
    public IReadOnlyList<string> Applications { get; } = ["datatracker", "mailarchive", "www"];

    /// <summary>The three.</summary>
    public IReadOnlyList<string> Names { get; } = ["mail-host", "mail-relay", "mail-ses"];

    /// <summary>Runs a command inside one of them: <c>bin/postfix NAME postconf|postqueue|postmap|postsuper|postfix ...</c>.</summary>
    public string Command => Path.Combine(Directory, "bin", "postfix");

    /// <summary>The alias map of the mail host, which the pull writes.</summary>
    public string AliasMap => Path.Combine(Configuration("mail-host"), "aliases.map");

    /// <summary>The authority that signed the certificates of the mail servers, PEM.</summary>
    public string AuthorityFile => Path.Combine(Directory, "mail", "public", "authority.pem");

    /// <summary>SHA-256 of the public key that the mail servers show, in hexadecimal.</summary>
    public string ServerDigestFile => Path.Combine(Directory, "mail", "public", "server.sha256");

    /// <summary>Everything of one of them.</summary>
    public string Home(string name) => Path.Combine(Directory, "mail", name);

    /// <summary>The configuration directory of one of them.</summary>
    public string Configuration(string name) => Path.Combine(Home(name), "conf");

    /// <summary>The mail log of one of them.</summary>
    public string Log(string name) => Path.Combine(Home(name), "mail.log");

    /// <summary>The password of an application at SES's stand-in.</summary>
    public string PasswordFile(string application) => Path.Combine(Directory, "secrets", $"smtp-{application}.password");

    /// <summary>The sender address of an application.</summary>
    public string Sender(string application) => $"{application}@{Domain}";

    /// <summary>Where one of them listens.</summary>
    public Address Of(string name) => name switch
    {
        "mail-host" => Host,
        "mail-relay" => Relay,
        "mail-ses" => Ses,
        _ => throw new LabException($"The lab has no mail server {name}; it has {string.Join(", ", Names)}."),
    };
}
