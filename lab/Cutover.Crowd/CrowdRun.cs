using System.Diagnostics;

namespace Cutover.Crowd;

/// <summary>
/// A crowd from its first request to its last. It keeps to its timetable whatever the answers, and goes home when told to: by
/// cancellation, by the stop file, at its longest life, or when the directory of its log is gone.
/// </summary>
public sealed class CrowdRun
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan WarmUpAtMost = TimeSpan.FromSeconds(5);
    private const int WarmUpRounds = 3;

    private readonly CrowdConfig _config;
    private readonly CrowdClock _clock = new(TimeProvider.System);
    private readonly LiveBoard _live;
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;

    private CrowdRun(CrowdConfig config)
    {
        _config = config;
        _live = new LiveBoard([.. config.Services.Select(service => service.Name)], config.LateAfterMs * 1000L);
    }

    /// <summary>Runs a crowd.</summary>
    /// <returns>Why it went home.</returns>
    /// <exception cref="CrowdConfigException">A key file cannot be read.</exception>
    /// <exception cref="OperationLogException">The log cannot be begun.</exception>
    /// <exception cref="IOException">The log or the live summary can no longer be written.</exception>
    public static Task<string> RunAsync(CrowdConfig config, CancellationToken stop) => new CrowdRun(config).RunAsync(stop);

    private async Task<string> RunAsync(CancellationToken stop)
    {
        using var goHome = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var town = new Town(_config, TimeProvider.System);
        await using var log = new OperationLogWriter(_config.Log, new LogHeader(
            _clock.Began, _config.Seed, _config.Spacing, _config.LateAfterMs, [.. _config.Services.Select(service => service.Name)]));
        var errands = new ErrandBoy(_config, town, new Recorder(log, _live), _clock, goHome.Token);

        var watching = WatchAsync(log, goHome, stop);
        await WarmUpAsync(errands, goHome.Token);
        var from = _clock.Now;
        await KeepTimetableAsync(errands, from, goHome.Token);
        var at = _clock.Now;
        await goHome.CancelAsync();
        await SeeOffAsync();
        var why = await watching;
        log.End(from, at, why);
        return why;
    }

    private async Task KeepTimetableAsync(ErrandBoy errands, long from, CancellationToken goHome)
    {
        var random = new Random(_config.Seed);
        foreach (var due in Timetable.Of(_config, TimeSpan.FromSeconds(_config.MaximumSeconds)))
        {
            var at = from + (long)due.At.TotalMicroseconds;
            await _clock.UntilAsync(at, goHome);
            if (goHome.IsCancellationRequested)
                return;
            _ = RunAsync(errands, new Errand(due.Service, due.Operation, at, random.Next(), random.Next(), WarmUp: false));
        }
    }

    private async Task WarmUpAsync(ErrandBoy errands, CancellationToken goHome)
    {
        var began = _clock.Now;
        var random = new Random(_config.Seed);
        for (var round = 0; round < WarmUpRounds; round++)
        {
            foreach (var (service, operation) in _config.Services.SelectMany(service => service.Operations.Select(each => (service, each))))
            {
                if (goHome.IsCancellationRequested || _clock.Now - began > (long)WarmUpAtMost.TotalMicroseconds)
                    return;
                _ = RunAsync(errands, new Errand(service, operation, _clock.Now, random.Next(), random.Next(), WarmUp: true));
                await Task.Delay(10, CancellationToken.None);
            }
        }
    }

    // Never awaited: the next intended time does not wait for this answer.
    private async Task RunAsync(ErrandBoy errands, Errand errand)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            await errands.DoAsync(errand);
        }
        catch (Exception e)
        {
            _broken.TrySetException(e);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private async Task SeeOffAsync()
    {
        var patience = Stopwatch.StartNew();
        while (Volatile.Read(ref _underWay) > 0 && patience.ElapsedMilliseconds < _config.GiveUpAfterMs + 1000)
            await Task.Delay(5);
        if (_broken.Task.IsFaulted)
            await _broken.Task;
    }

    private async Task<string> WatchAsync(OperationLogWriter log, CancellationTokenSource goHome, CancellationToken stop)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(_config.Log))!;
        try
        {
            while (true)
            {
                if (WhyStop(directory, log, goHome, stop) is { } why)
                {
                    Summary(directory, running: false);
                    return why;
                }

                Summary(directory, running: true);
                await Task.WhenAny(Task.Delay(LiveInterval, goHome.Token));
            }
        }
        finally
        {
            // Also when the summary cannot be written: nobody would be left to say stop.
            await goHome.CancelAsync();
        }
    }

    private string? WhyStop(string directory, OperationLogWriter log, CancellationTokenSource goHome, CancellationToken stop) =>
        stop.IsCancellationRequested ? "told to stop"
        : File.Exists(_config.StopFile) ? "the stop file appeared"
        : !Directory.Exists(directory) ? "the directory of the log is gone"
        : _broken.Task.IsFaulted || log.Writing.IsFaulted ? "broken"
        : goHome.IsCancellationRequested || _clock.Now > _config.MaximumSeconds * 1_000_000L ? "its time was over"
        : null;

    private void Summary(string directory, bool running)
    {
        var now = _clock.Now;
        var summary = new LiveSummary(DateTimeOffset.UtcNow, Environment.ProcessId, now / 1e6, running, _live.Sum(now));
        if (Directory.Exists(directory))
            summary.Write(_config.Live);
    }
}
