namespace Cutover.Lab;

/// <summary>The rsync daemon of the new host.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Module">The new host's shared files; the user below writes them.</param>
/// <param name="User">The writer.</param>
/// <param name="PasswordFile">For <c>rsync --password-file</c>. It belongs to who started the lab: rsync as root takes only root's.</param>
/// <param name="PublicModule">The drafts, for mirrors: read-only, nobody is asked who they are.</param>
public sealed record LabRsync(Address Address, string Module, string User, string PasswordFile, string PublicModule)
{
    /// <summary>The new host's mail archive; the same user writes it.</summary>
    public string ArchiveModule { get; } = "mailarchive";
}
