namespace Cutover.Lab;

/// <summary>
/// The lab's directories: what root wrote stays root's, so that what runs as the lab's user cannot change what root runs.
/// </summary>
internal sealed class LabDirectories(LabEstate estate, LabUser user)
{
    private const string Marker = "THIS-IS-A-CUTOVER-LAB";

    private const string Aside = "aside";

    private static readonly UnixFileMode Open = (UnixFileMode)Convert.ToInt32("755", 8);

    /// <summary>Directories of the starter.</summary>
    private static readonly string[] Kept = ["bin", "services", "stand-ins", "guests", "stacks"];

    /// <summary>Directories of the lab's user.</summary>
    private static readonly string[] Given =
        ["old", "new", "mail", "edge", "dns", "logs", "openid", "run", "secrets", "sink", "guests-data"];

    private static readonly string[] Inner =
    [
        "old/mailarchive", "new/mailarchive", "mail/archive", "old/cron.d", "new/cron.d",
        "old/a", "old/postgres", "old/front/tmp", "old/files/tmp", "new/a", "new/postgres", "new/front/tmp", "new/rsync",
        "edge/bucket", "new/assets/css", "new/assets/js",
        "edge/tmp", "edge/worker", "dns/dns-primary/zones", "dns/dns-primary/db", "dns/dns-secondary/zones", "dns/dns-secondary/db",
        "dns/resolver", "dns/stale-resolver", "old/broker", "new/broker", "run/imap-old/home",
        "run/imap-new/home", "guests-data/mirror",
    ];

    /// <summary>Whether a lab was made here before.</summary>
    public bool IsLab => File.Exists(Path.Combine(estate.Directory, Marker));

    /// <summary>Makes the lab's directory, which must be new, empty or a lab's already: it will be emptied.</summary>
    public void Claim()
    {
        if (Directory.Exists(estate.Directory) && !IsLab && Directory.EnumerateFileSystemEntries(estate.Directory).Any())
            throw new LabException(
                $"{estate.Directory} holds something that is no lab, and a lab empties its directory: name another directory, or "
                    + "move what is there.");
        Directory.CreateDirectory(estate.Directory, Open);
        File.WriteAllText(Path.Combine(estate.Directory, Marker), "Cutover's lab: emptied at every fresh start.\n");
        RefuseClosedParents();
    }

    /// <summary>Puts everything of the last lab aside; removing tens of thousands of files need not be waited for.</summary>
    public void PutAside()
    {
        var aside = Directory.CreateDirectory(Path.Combine(estate.Directory, Aside, Guid.NewGuid().ToString("N"))).FullName;
        File.Delete(Path.Combine(estate.Directory, "estate.json"));
        foreach (var name in Kept.Concat(Given).Where(name => Directory.Exists(Path.Combine(estate.Directory, name))))
            Directory.Move(Path.Combine(estate.Directory, name), Path.Combine(aside, name));
    }

    /// <summary>
    /// Removes what was put aside, behind everything else: nobody waits for it, a sweep ends it like any process of the lab, and
    /// what it leaves the next start removes. Its failure is no failure of the lab.
    /// </summary>
    public Task RemoveAsideAsync()
    {
        string[] remove = ["nice", "-n", "19", "rm", "-rf", "--one-file-system", "--", Path.Combine(estate.Directory, Aside)];

        // What Postfix made belongs to users that only a namespace of ours has.
        string[] command = user.IsOther ? remove : ["unshare", "--map-auto", "--map-root-user", .. remove];
        return Shell.TryAsync(command[0], command[1..], CancellationToken.None, OwnProcesses.Mark(estate.Directory));
    }

    public void Make()
    {
        foreach (var name in Kept.Concat(Given).Concat(Inner)
            .Concat(estate.Sites.SelectMany(site => (string[])[$"old/front/modes/{site}", $"edge/modes/{site}"])))
            Directory.CreateDirectory(Path.Combine(estate.Directory, name), Open);
        foreach (var name in (string[])["service", "postfix", "hand-over", "alias-pull", "broker", "backup", "mailboxes"])
        {
            var script = Path.Combine(estate.Directory, "bin", name);
            File.WriteAllText(script, SeedSql.Read($"{name}.sh"));
            File.SetUnixFileMode(script, Open);
        }

        File.WriteAllText(Path.Combine(estate.Directory, "bin", "openid.mjs"), SeedSql.Read("openid.mjs"));
    }

    /// <summary>Hands over what the lab's user needs to write.</summary>
    public Task GiveAsync(CancellationToken cancellation) =>
        user.GiveAsync(Given.Select(name => Path.Combine(estate.Directory, name)), cancellation);

    /// <summary>The lab's user must be able to walk to the directory.</summary>
    private void RefuseClosedParents()
    {
        if (!user.IsOther)
            return;
        for (var at = new DirectoryInfo(estate.Directory); at is not null; at = at.Parent)
        {
            if ((at.UnixFileMode & UnixFileMode.OtherExecute) == UnixFileMode.None)
                throw new LabException(
                    $"The lab's user {LabOptions.UserName} cannot enter {at.FullName}, which {estate.Directory} is below: "
                    + $"choose another directory, or chmod o+x {at.FullName}.");
        }
    }
}
