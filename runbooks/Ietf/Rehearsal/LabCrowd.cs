using Cutover.Crowd;
using Cutover.Lab;

namespace Ietf;

/// <summary>The crowd of a rehearsal: a process of its own in the lab, so that it sees the night also while the driver is dead.</summary>
internal sealed class LabCrowd
{
    private static readonly TimeSpan GathersWithin = TimeSpan.FromSeconds(20);

    /// <summary>Of drafts that are read as HTML; the new side was asked for them before, and has made them.</summary>
    private const int HtmlPages = 60;

    private readonly LabEstate _lab;
    private readonly LabGuest _guest;
    private readonly CrowdConfig _config;

    public LabCrowd(LabEstate lab, int seed)
    {
        _lab = lab;
        _guest = new LabGuest(lab, "crowd");
        string Data(string name) => Path.Combine(_guest.Data, name);
        var scale = lab.Size == LabSize.Full ? 1 : 0.4;
        var port = lab.Edge.Address.Port;
        var drafts = LabContent.Drafts(lab);
        _config = new CrowdConfig
        {
            Log = Data("crowd.log"),
            Live = Data("live.json"),
            StopFile = Data("stop"),
            Resolver = lab.Dns.Resolver.ToString(),
            Seed = seed,
            MaximumSeconds = 3600,
            Services =
            [
                CrowdMix.Datatracker(
                    lab.HostOf("datatracker"), port, LabContent.Documents(lab), [.. LabContent.Revisions(lab).Take(HtmlPages)],
                    lab.EmailKeyFile, scale),
                CrowdMix.Mail(lab.HostOf("mail"), lab.Mail.Host.Port, [.. lab.Mail.Destinations.Select(to => $"{to}@{lab.Mail.Domain}")],
                    [.. Enumerable.Range(1, 20).Select(number => $"wg{number:000}-chairs@{lab.Mail.Domain}")], scale),
                CrowdMix.Www(lab.HostOf("www"), port, LabContent.Pages, drafts, ["/charter/", "/slides/"], LabContent.OldLinks, scale),
                CrowdMix.Archive(
                    lab.HostOf("mailarchive"), port, LabContent.Messages(lab), LabContent.Searches, LabContent.ListPaths(lab),
                    lab.ArchiveKeyFile, lab.ArchiveSpool, scale),
                CrowdMix.Imap(
                    lab.HostOf("imap"), lab.OldImap.Address.Port, LabContent.Folders(lab), lab.OldImap.User, lab.OldImap.PasswordFile,
                    scale),
            ],
        };
    }

    public CrowdConfig Config => _config;

    /// <summary>Lets the crowd in, unless it is there from before the driver went away.</summary>
    public async Task GatherAsync(bool goesOn, Action<string> say, CancellationToken cancellation)
    {
        if (goesOn && File.Exists(_config.Log))
        {
            say(await _guest.IsRunningAsync(cancellation) ? "the crowd is still there"
                : "the crowd has gone home meanwhile; the ledger ends where it left");
            return;
        }

        Directory.CreateDirectory(_guest.Data);
        var file = Path.Combine(_guest.Data, "crowd.json");
        CrowdConfigFile.Write(file, _config);
        await _guest.StartAsync(Path.Combine(AppContext.BaseDirectory, "crowd"), "cutover-crowd.dll", ["--config", file], cancellation);
        await UntilSteadyAsync(cancellation);
        say("the crowd has gathered");
    }

    /// <summary>Whether anybody uses the estate.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancellation) => await _guest.IsRunningAsync(cancellation);

    /// <summary>What it sees now, in one line.</summary>
    public string? Line()
    {
        if (LiveSummary.Read(_config.Live) is not { Running: true } now)
            return null;

        return "reads, writes, failures a second and p95: " + string.Join("; ", now.Services.Select(service =>
            $"{service.Name} {service.ReadsPerSecond} {service.WritesPerSecond} {service.FailuresPerSecond} {service.P95Ms:0} ms"));
    }

    /// <summary>Sends it home and waits until its log is whole.</summary>
    public async Task DisperseAsync(CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(_config.StopFile, "", cancellation);
        var left = 200;
        while (await _guest.IsRunningAsync(cancellation) && left-- > 0)
            await Task.Delay(50, cancellation);

        await _guest.StopAsync(cancellation);
    }

    /// <summary>A crowd that is still compiling its own code would report delays that no server caused.</summary>
    private async Task UntilSteadyAsync(CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (LiveSummary.Read(_config.Live) is not { } now
            || now.Services.Any(service => service.FailuresPerSecond > 0
                || (Writes(service.Name) ? service.WritesPerSecond : service.ReadsPerSecond) == 0))
        {
            if (TimeProvider.System.GetElapsedTime(began) > GathersWithin)
                throw new LabException($"The crowd did not become steady within {GathersWithin.TotalSeconds:0} s; its log is "
                    + $" {Path.Combine(_lab.Logs, "crowd.log")}.");

            await Task.Delay(50, cancellation);
        }
    }

    private bool Writes(string service) =>
        _config.Services.First(one => one.Name == service).Operations.Any(operation => operation.Kind.IsWrite());
}
