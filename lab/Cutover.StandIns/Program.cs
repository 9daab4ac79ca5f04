namespace Cutover.StandIns;

/// <summary>
/// Stand-ins for the applications that cannot be had: the Datatracker, the mail archive and www. They speak the real interfaces that a
/// night needs, keep their data in real PostgreSQL and files, and know nothing of Cutover.
/// </summary>
public static class Program
{
    private const string Usage =
        "usage: Cutover.StandIns datatracker web|scheduler|worker <settings.json>, archive web|importer <settings.json>, "
        + "www <settings.json>, or wiki <settings.json>";

    /// <summary>0: stopped when asked to; 2: the arguments or the settings are wrong.</summary>
    public static async Task<int> Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        try
        {
            switch (args)
            {
                case ["datatracker", "web", var file]:
                    await using (var host = new DatatrackerWeb(StandInSettings.Load(file)))
                        await host.RunAsync();
                    return 0;
                case ["datatracker", "scheduler", var file]:
                    await using (var scheduler = new Scheduler(StandInSettings.Load(file)))
                        await scheduler.RunAsync();
                    return 0;
                case ["datatracker", "worker", var file]:
                    await using (var worker = new Worker(StandInSettings.Load(file)))
                        await worker.RunAsync();
                    return 0;
                case ["archive", "web", var file]:
                    await using (var host = new ArchiveWeb(StandInSettings.Load(file)))
                        await host.RunAsync();
                    return 0;
                case ["archive", "importer", var file]:
                    await using (var importer = new ArchiveImporter(StandInSettings.Load(file)))
                        await importer.RunAsync();
                    return 0;
                case ["www", var file]:
                    await using (var host = new WwwApp(StandInSettings.Load(file)))
                        await host.RunAsync();
                    return 0;
                case ["wiki", var file]:
                    await using (var host = new Wiki(StandInSettings.Load(file)))
                        await host.RunAsync();
                    return 0;
                default:
                    await Console.Error.WriteLineAsync(Usage);
                    return 2;
            }
        }
        catch (SettingsException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }
}
