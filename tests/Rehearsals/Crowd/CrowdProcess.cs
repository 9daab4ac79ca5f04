using System.Diagnostics;
using Cutover.Crowd;

namespace Cutover.Rehearsals;

/// <summary>A crowd in a process of its own, as in a rehearsal. Ends with the test, whatever happens.</summary>
internal sealed class CrowdProcess : IDisposable
{
    private readonly Process _process;
    private readonly CrowdConfig _config;

    public CrowdProcess(CrowdConfig config, string directory)
    {
        _config = config;
        var path = Path.Combine(directory, "crowd.json");
        CrowdConfigFile.Write(path, config);
        _process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "cutover-crowd"), ["--config", path])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
    }

    public int Id => _process.Id;

    /// <summary>Waits until the live summary says what is wanted.</summary>
    public async Task<LiveSummary> SeeAsync(Func<LiveSummary, bool> wanted, int seconds = 60)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < seconds; await Task.Delay(50))
        {
            Assert.False(_process.HasExited, "the crowd went home early");
            if (LiveSummary.Read(_config.Live) is { } live && wanted(live))
                return live;
        }

        throw new TimeoutException($"the live summary never said what was wanted: {LiveSummary.Read(_config.Live)}");
    }

    /// <summary>Sends a signal by name.</summary>
    public void Signal(string name) => Process.Start("kill", [$"-{name}", $"{_process.Id}"]).WaitForExit();

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code and what it said on standard error.</returns>
    public async Task<(int Code, string Said)> EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var said = await _process.StandardError.ReadToEndAsync(patience.Token);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, said);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
