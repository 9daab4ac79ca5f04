using System.Diagnostics;
using System.Globalization;
using Cutover.Crowd;
using Cutover.Lab;

namespace Cutover.Rehearsals;

/// <summary>A small lab for the tests of the crowd: real daemons, up once for all of them.</summary>
public sealed class CrowdedLab : IAsyncLifetime
{
    private const int Offset = 3000;
    private const int Documents = 100;

    private readonly RehearsalLab _lab = new(
        new LabOptions(LabSize.Small, Offset, Path.Combine(Path.GetTempPath(), $"cutover-crowded-{Offset}")),
        line => TestContext.Current.SendDiagnosticMessage(line));

    public LabEstate Estate => _lab.Estate;

    public async ValueTask InitializeAsync() => await _lab.UpAsync();

    public async ValueTask DisposeAsync()
    {
        await _lab.DownAsync();
        Directory.Delete(Estate.Directory, recursive: true);
    }

    /// <summary>A crowd's configuration; its files go to a directory of the test's.</summary>
    public CrowdConfig Config(string directory, double scale, int seed)
    {
        var files = Directory.EnumerateFiles(Path.Combine(Estate.OldA, "ietfdata", "doc", "draft", "repository"), "*.txt")
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal).Take(Documents).ToList();
        var port = Estate.OldFront.Address.Port;
        return new CrowdConfig
        {
            Log = Path.Combine(directory, "crowd.ndjson"),
            Live = Path.Combine(directory, "live.json"),
            StopFile = Path.Combine(directory, "stop"),
            Resolver = Estate.Dns.Resolver.ToString(),
            Seed = seed,
            Spacing = Spacing.Even,
            MaximumSeconds = 60,
            Services =
            [
                CrowdMix.Datatracker(
                    Estate.HostOf("datatracker"), port, [.. files.Select(file => file[..^3])], files, Estate.EmailKeyFile, scale),
                CrowdMix.Www(
                    Estate.HostOf("www"), port, ["/", "/page-1/", "/page-2/"],
                    [.. files.Select(file => $"/id/{file}.txt")], ["/id/", "/charter/"], links: [], scale),
            ],
        };
    }

    /// <summary>What the ledger reads, with the old side serving.</summary>
    public LedgerSettings Ledger(CrowdConfig config) => new(config, [Serving("datatracker"), Serving("www")])
    {
        Sinks = [Path.Combine(Estate.Sink, "datatracker-old-scheduler.log"), Path.Combine(Estate.Sink, "datatracker-new-scheduler.log")],
    };

    private ServingDatabase Serving(string service) =>
        new(service, Estate.Postgres.Old.Host, Estate.Postgres.Old.Port, service, "cutover", Estate.Postgres.Cutover);

    /// <summary>The process of a service.</summary>
    public Process ProcessOf(string service)
    {
        var fields = File.ReadAllText(Path.Combine(Estate.Directory, "run", $"{service}.pid")).Split(' ');
        return Process.GetProcessById(int.Parse(fields[0], CultureInfo.InvariantCulture));
    }

    /// <summary>Starts a service and waits until it listens.</summary>
    public async Task StartAsync(string service)
    {
        using var process = Process.Start(Estate.ServiceCommand, [service, "start"]);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
