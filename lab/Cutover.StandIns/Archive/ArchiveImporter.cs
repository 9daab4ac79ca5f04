using System.Runtime.InteropServices;

namespace Cutover.StandIns;

/// <summary>
/// The archive's background work: imports what the mail host has put into the spool, a maildir, and fills the index. A message leaves the
/// spool when its row is committed; whatever happens before, it is there still. Told to stop, it finishes the index and leaves the spool.
/// </summary>
public sealed class ArchiveImporter : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly StandInSettings _settings;
    private readonly Databases _databases;
    private readonly ArchiveImport _import;
    private readonly ArchiveIndex _index;
    private readonly string _spool;

    public ArchiveImporter(StandInSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _databases = new Databases(settings);
        var store = new ArchiveStore(settings.Need(settings.Files, "files"));
        _import = new ArchiveImport(_databases, store);
        _index = new ArchiveIndex(_databases, store);
        _spool = settings.Need(settings.Spool, "spool");
    }

    public async Task RunAsync()
    {
        using var stop = new CancellationTokenSource();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var timer = new PeriodicTimer(Beat);
        await Console.Out.WriteLineAsync($"{_settings.Name} drains {_spool}");
        try
        {
            do
            {
                await RoundAsync(stop.Token);
            }
            while (await timer.WaitForNextTickAsync(stop.Token));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await TryAsync(IndexAllAsync);
            await Console.Out.WriteLineAsync($"{_settings.Name} stopped");
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    public ValueTask DisposeAsync() => _databases.DisposeAsync();

    private Task RoundAsync(CancellationToken stop) => TryAsync(async () =>
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_spool, "new")).Order(StringComparer.Ordinal).ToList())
        {
            if (stop.IsCancellationRequested)
                return;
            await OneAsync(file);
        }

        if (_settings.Indexes)
            await IndexAllAsync();
    });

    private async Task OneAsync(string file)
    {
        var raw = await File.ReadAllBytesAsync(file);
        if (ArchivedMail.DeliveredTo(raw) is not { } list || ArchivedMail.Read(list, raw) is not { } mail
            || !await _import.IsKnownAsync(list, CancellationToken.None))
        {
            // For people: a list nobody has made must not come about by a letter.
            File.Move(file, Path.Combine(_spool, "failed", Path.GetFileName(file)), overwrite: true);
            await Console.Error.WriteLineAsync($"{DateTimeOffset.UtcNow:O} {Path.GetFileName(file)} is for no list of the archive");
            return;
        }

        await _import.ImportAsync(mail, isPrivate: false, CancellationToken.None);
        File.Delete(file);
    }

    private async Task IndexAllAsync()
    {
        while (await _index.SomeAsync() > 0)
        {
            // Until nothing waits.
        }
    }

    /// <summary>A database that is away is waited for.</summary>
    private static async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (Faults.IsUnavailable(e) || e is UnknownOutcomeException or IOException)
        {
            await Console.Error.WriteLineAsync($"{DateTimeOffset.UtcNow:O} this round was not done: {e.Message}");
        }
    }
}
