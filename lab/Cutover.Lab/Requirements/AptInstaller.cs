namespace Cutover.Lab;

/// <summary>
/// Installs Debian packages so that nothing of them starts: Debian would start nginx and PostgreSQL on every address. The policy
/// that forbids it (policy-rc.d, 101 is "forbidden": invoke-rc.d(8)) is put back as it was, whatever happens.
/// </summary>
internal static class AptInstaller
{
    private const string Policy = "/usr/sbin/policy-rc.d";
    private const string Saved = Policy + ".before-cutover-lab";
    private const string Deny = "#!/bin/sh\n# Nothing starts while Cutover's lab installs packages.\nexit 101\n";
    private const string ClusterConfiguration = "/etc/postgresql-common/createcluster.conf";
    private const string LockPatience = "DPkg::Lock::Timeout=300";

    private static readonly Dictionary<string, string?> Quiet = new(StringComparer.Ordinal)
    {
        ["DEBIAN_FRONTEND"] = "noninteractive",
        ["NEEDRESTART_MODE"] = "l",
    };

    public static async Task InstallAsync(IReadOnlyList<string> packages, Action<string> progress, CancellationToken cancellation)
    {
        DenyStarts();
        try
        {
            // PostgreSQL would make and start a cluster of its own.
            if (!File.Exists(ClusterConfiguration))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(ClusterConfiguration)!);
                await File.WriteAllTextAsync(ClusterConfiguration, "create_main_cluster = false\n", cancellation);
            }
            progress("apt-get update");
            await AptAsync(["update"], cancellation);
            progress($"apt-get install {string.Join(' ', packages)}");
            await AptAsync(
                ["install", "--yes", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold", .. packages], cancellation);
        }
        finally
        {
            AllowStarts();
        }
    }

    /// <summary>Puts back what a run that was killed had left.</summary>
    public static void AllowStarts()
    {
        if (File.Exists(Saved))
            File.Move(Saved, Policy, overwrite: true);
        else if (File.Exists(Policy) && File.ReadAllText(Policy) == Deny)
            File.Delete(Policy);
    }

    private static void DenyStarts()
    {
        AllowStarts();
        if (File.Exists(Policy))
            File.Move(Policy, Saved);
        File.WriteAllText(Policy, Deny);
        File.SetUnixFileMode(Policy, (UnixFileMode)Convert.ToInt32("755", 8));
    }

    private static async Task AptAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        // Another apt-get may hold the lock: waited for, for five minutes at most.
        var (code, output, errors) = await Shell.TryAsync("apt-get", ["-q", "-o", LockPatience, .. arguments], cancellation, Quiet);
        if (code != 0)
            throw new LabException(
                $"apt-get {string.Join(' ', arguments)} ended with {code}: {Shell.LastLines(errors, output)} "
                + "(run it by hand to see all of it, then start again).");
    }
}
