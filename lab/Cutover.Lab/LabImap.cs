namespace Cutover.Lab;

/// <summary>Dovecot on one host: serves the mail archive's mailboxes, to read.</summary>
/// <param name="Unit">Its name for <c>bin/service</c>.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="User">Who may read.</param>
/// <param name="PasswordFile">That user's password.</param>
/// <param name="Archive">The archive's directories on that host.</param>
public sealed record LabImap(string Unit, Address Address, string User, string PasswordFile, string Archive)
{
    /// <summary>What clients remember, UIDVALIDITY and UIDs: in the archive's own directories, where it travels with the files.</summary>
    public string Control { get; } = Path.Combine(Archive, "imap-control");
}
