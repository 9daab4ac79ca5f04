namespace Cutover.Lab;

/// <summary>What the lab needs of the machine, and how it gets it.</summary>
public static class LabRequirements
{
    /// <summary>The Debian packages whose programs are missing.</summary>
    public static IReadOnlyList<string> Missing() =>
        [.. RequiredProgram.All.Where(program => program.Find() is null && program.IsNeeded()).Select(program => program.Package)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Lists what is missing, then installs it when root on Debian.</summary>
    /// <exception cref="LabException">
    /// Something is missing and cannot be installed from here; the message names the command that does.
    /// </exception>
    public static async Task EnsureAsync(Action<string> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var missing = Missing();
        if (missing.Count == 0)
            return;
        progress($"missing packages: {string.Join(' ', missing)}");
        if (!Environment.IsPrivilegedProcess || !File.Exists("/etc/debian_version"))
            throw new LabException(
                $"The lab needs packages that are not here ({string.Join(", ", missing)}): run apt-get install --no-install-recommends "
                + $"{string.Join(' ', missing)} as root on Debian 12, then start again.");
        await AptInstaller.InstallAsync(missing, progress, cancellation);
        if (Missing() is { Count: > 0 } still)
            throw new LabException($"apt-get ended well and these programs' packages are still missing: {string.Join(", ", still)}.");
    }
}
