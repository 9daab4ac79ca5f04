namespace Cutover.Lab;

/// <summary>The rsync daemon of one host that the public pulls from.</summary>
/// <param name="Unit">Its name for <c>bin/service</c>.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="Configuration">Its rsyncd.conf.</param>
/// <param name="A">The shared files of that host.</param>
/// <param name="Archive">The mail archive's directories on that host.</param>
public sealed record LabMirrors(string Unit, Address Address, string Configuration, string A, string Archive)
{
    /// <summary>The modules, by the names that mirrors know.</summary>
    public IReadOnlyList<string> Modules { get; } = ["internet-drafts", "proceedings", "mailman-archive"];
}
