using System.Diagnostics;
using System.Text.Json;

namespace Cutover.Lab;

/// <summary>How a lab comes up, fresh or adopted.</summary>
internal sealed class LabStart(LabEstate estate, LabUser user, LabDirectories directories, Action<string> progress)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };
    private readonly ServiceControl _control = new(estate);
    private readonly LabUnits _units = new(estate);
    private readonly LabMounts _mounts = new(estate, user);
    private readonly LabNetwork _network = new(estate);

    /// <summary>The estate as it is written down for people, and to recognise a lab of the same options.</summary>
    public static string Describe(LabEstate estate) => JsonSerializer.Serialize(estate, Json);

    /// <summary>A start that fails or is given up ends what it had started.</summary>
    public async Task FreshAsync(CancellationToken cancellation)
    {
        try
        {
            await MakeAsync(cancellation);
        }
        catch
        {
            await new OwnProcesses(estate.Directory, user).EndAsync(CancellationToken.None);
            await LetGoAsync();
            throw;
        }
    }

    public async Task AdoptAsync(CancellationToken cancellation)
    {
        await _mounts.EnsureAsync(cancellation);
        await _network.EnsureAsync(cancellation);
        var dead = new List<string>();
        foreach (var name in _units.Own.Where(_control.IsWanted))
        {
            if (!await _control.IsRunningAsync(name, cancellation))
                dead.Add(name);
        }
        progress(dead.Count == 0 ? "adopted the lab: everything runs" : $"adopted the lab: starting {string.Join(", ", dead)}");
        await Task.WhenAll(_units.Databases.Where(dead.Contains).Select(name => StartAsync(name, cancellation)));
        await Task.WhenAll(dead.Except(_units.Databases, StringComparer.Ordinal).Select(name => StartAsync(name, cancellation)));
    }

    /// <summary>Gives back what was taken of the machine. Where that fails as well, the start's own failure is the one to tell.</summary>
    private async Task LetGoAsync()
    {
        try
        {
            await _mounts.ReleaseAsync(CancellationToken.None);
            await _network.RemoveAsync(CancellationToken.None);
        }
        catch (LabException kept)
        {
            progress(kept.Message);
        }
    }

    private async Task MakeAsync(CancellationToken cancellation)
    {
        var swept = await new OwnProcesses(estate.Directory, user).EndAsync(cancellation);
        if (swept > 0)
            progress($"swept {swept} processes of an earlier lab");
        if (estate.Network == 0)
            await PortTable.RefuseAsync(
                [.. _units.Addresses.Values, .. estate.Services.Select(service => service.Address).OfType<Address>()], cancellation);
        await _network.MakeAsync(cancellation);
        await _mounts.ReleaseAsync(cancellation);
        directories.PutAside();
        directories.Make();
        var secrets = new LabSecrets(estate);
        var roles = new PostgresRoles(estate);
        secrets.Write();
        roles.WriteFiles();
        await _units.WriteAsync(secrets, await LabPrograms.EnsureAsync(estate, user, progress, cancellation), user, cancellation);
        await directories.GiveAsync(cancellation);
        if (await _mounts.EnsureAsync(cancellation) is { } why)
            progress(why);
        await TakeBackAsync(secrets, cancellation);

        var aside = directories.RemoveAsideAsync();
        await FirstFailureStopsAsync(cancellation, BrokersAsync, token => RestAsync(roles, token));
        await aside;
        await File.WriteAllTextAsync(Path.Combine(estate.Directory, "made"), $"{Guid.NewGuid():N}", cancellation);
        await File.WriteAllTextAsync(Path.Combine(estate.Directory, "estate.json"), Describe(estate), cancellation);
    }

    /// <summary>They take as long to start as everything else together; who needs one waits for it by itself.</summary>
    private Task BrokersAsync(CancellationToken cancellation) =>
        Task.WhenAll(_units.Brokers.Select(name => StartAsync(name, cancellation)));

    private async Task RestAsync(PostgresRoles roles, CancellationToken cancellation)
    {
        await FirstFailureStopsAsync(
            cancellation,
            token => estate.Parts == LabParts.Mail ? Task.CompletedTask : DatabasesAsync(roles, token),
            token => Task.WhenAll(_units.Daemons.Select(name => StartAsync(name, token))),
            token => estate.Parts == LabParts.All ? TimedAsync("files", () => FilesAsync(token)) : Task.CompletedTask,
            token => estate.Parts == LabParts.All ? TimedAsync("mail archive", () => MailAsync(token)) : Task.CompletedTask);
        await Task.WhenAll(_units.FirstServices.Select(name => StartAsync(name, cancellation)));
    }

    private async Task DatabasesAsync(PostgresRoles roles, CancellationToken cancellation)
    {
        await Task.WhenAll(OneAsync(_units.OldPostgres), OneAsync(_units.NewPostgres));
        await TimedAsync("rows", () => new DatabaseSeed(_units.OldPostgres.Connection("postgres"), estate).RunAsync(cancellation));
        await TimedAsync("checkpoint", () => _units.OldPostgres.ExecuteAsync("postgres", "checkpoint", cancellation));

        async Task OneAsync(PostgresServer server)
        {
            roles.WriteOwnerFile(server);
            await TimedAsync($"{server.Name} made", () => server.Cluster.InitialiseAsync(cancellation));
            File.Delete(server.Cluster.Options.OwnerPasswordFile);
            await StartAsync(server.Name, cancellation);
            await roles.CreateAsync(server, cancellation);
        }
    }

    private async Task FilesAsync(CancellationToken cancellation)
    {
        await new FileSeed(estate).RunAsync(cancellation);
        await user.GiveAsync([estate.OldA, estate.NewA], cancellation);
    }

    private async Task MailAsync(CancellationToken cancellation)
    {
        await new ArchiveSeed(estate).FilesAsync(cancellation);
        await user.GiveAsync([estate.OldArchive, estate.ArchiveSpool], cancellation);
    }

    private Task TakeBackAsync(LabSecrets secrets, CancellationToken cancellation) =>
        user.IsOther ? Shell.RunAsync("chown", ["root:root", "--", .. secrets.Kept], cancellation) : Task.CompletedTask;

    /// <summary>Runs all at once; when one fails the others are stopped and waited for, then it is the one that is told.</summary>
    private static async Task FirstFailureStopsAsync(CancellationToken cancellation, params Func<CancellationToken, Task>[] parts)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = parts.Select(part => part(stop.Token)).ToList();
        var left = running.ToList();
        while (left.Count > 0)
        {
            var ended = await Task.WhenAny(left);
            left.Remove(ended);
            if (ended.IsCompletedSuccessfully)
                continue;
            await stop.CancelAsync();
            await Task.WhenAll(left).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await ended;
        }
    }

    private Task StartAsync(string name, CancellationToken cancellation) =>
        TimedAsync(name, async () =>
        {
            await _control.StartAsync(name, cancellation);
            await _units.AnswersAsync(name, cancellation);
        });

    private async Task TimedAsync(string what, Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        progress($"{what} {clock.Elapsed.TotalMilliseconds:0} ms");
    }
}
