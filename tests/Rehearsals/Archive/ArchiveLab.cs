using Cutover.Effects;
using Cutover.Lab;

namespace Cutover.Rehearsals;

/// <summary>A small lab for the tests of the archive's checks; parts of it are broken on purpose by their own settings.</summary>
public sealed class ArchiveLab()
    : FreshLab(new LabOptions(LabSize.Small, Offset, Path.Combine(Path.GetTempPath(), $"cutover-archive-{Offset}")))
{
    private const int Offset = 3600;

    /// <summary>An IMAP server as its readers reach it.</summary>
    public static ImapAddress Mailboxes(LabImap server) => new()
    {
        Host = server.Address.Host, Port = server.Address.Port, Tls = false, User = server.User, PasswordFile = server.PasswordFile,
    };
}
