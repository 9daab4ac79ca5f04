using System.Diagnostics;

namespace Cutover.Rehearsals;

public sealed class MissingDaemonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cutover-missing-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // PostgreSQL is hidden from the program alone, and nobody may not install it.
    [Fact]
    public async Task A_rehearsal_by_nobody_where_a_daemon_is_missing_names_the_packages_and_the_command_that_brings_them()
    {
        var program = Path.GetDirectoryName(NightProcess.Program())!;
        var script =
            $"mount -t tmpfs none /usr/lib/postgresql && cp -r '{program}' '{_folder}/program' && chmod 777 '{_folder}' && "
            + $"cd '{_folder}' && exec setpriv --reuid=65534 --regid=65534 --clear-groups "
            + $"dotnet program/Ietf.dll rehearse --size small --plain --journal '{_folder}/journal'";
        using var process = Process.Start(new ProcessStartInfo("unshare", ["--mount", "sh", "-c", script])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        var said = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync(patience.Token);
        Assert.Equal(2, process.ExitCode);
        Assert.Equal(
            "The lab needs packages that are not here (postgresql-15, postgresql-client-15): run apt-get install "
            + "--no-install-recommends postgresql-15 postgresql-client-15 as root on Debian 12, then start again.",
            (await said).Trim());
    }
}
