using System.Diagnostics;
using System.Text.Json;

namespace Cutover.Lab;

/// <summary>How a lab comes up, fresh or adopted.</summary>
internal sealed class LabStart(LabEstate estate, LabUser user, LabDirectories directories, Action<string> progress)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };
    private readonly ServiceControl _control = new(estate);
    private readonly LabUnits _units = new(estate, user);

    /// <summary>The estate as it is written down for people, and to recognise a lab of the same options.</summary>
    public static string Describe(LabEstate estate) => JsonSerializer.Serialize(estate, Json);

    public async Task FreshAsync(CancellationToken cancellation)
    {
        var swept = await new OwnProcesses(estate.Directory, user.Id).EndAsync(cancellation);
        if (swept > 0)
            progress($"swept {swept} processes of an earlier lab");
        PortTable.Refuse(_units.Addresses.Values.Concat(estate.Services.Select(service => service.Address).OfType<Address>()));
        await directories.EmptyAsync(cancellation);
        directories.Make();
        var secrets = new LabSecrets(estate);
        var roles = new PostgresRoles(estate);
        secrets.Write();
        roles.WriteFiles();
        _units.Write(secrets, await LabDotnet.EnsureAsync(estate, user, cancellation));
        await directories.GiveAsync(cancellation);
        await TakeBackAsync(secrets, cancellation);

        await Task.WhenAll(
            DatabasesAsync(roles, cancellation),
            TimedAsync("files", () => FilesAsync(cancellation)),
            Task.WhenAll(_units.Daemons.Select(name => StartAsync(name, cancellation))));
        await Task.WhenAll(_units.FirstServices.Select(name => StartAsync(name, cancellation)));
        await File.WriteAllTextAsync(Path.Combine(estate.Directory, "estate.json"), Describe(estate), cancellation);
    }

    public async Task AdoptAsync(CancellationToken cancellation)
    {
        var dead = new List<string>();
        foreach (var name in _units.All.Where(_control.IsWanted))
        {
            if (!await _control.IsRunningAsync(name, cancellation))
                dead.Add(name);
        }
        progress(dead.Count == 0 ? "adopted the lab: everything runs" : $"adopted the lab: starting {string.Join(", ", dead)}");
        await Task.WhenAll(_units.Databases.Where(dead.Contains).Select(name => StartAsync(name, cancellation)));
        await Task.WhenAll(_units.Others.Where(dead.Contains).Select(name => StartAsync(name, cancellation)));
    }

    private async Task DatabasesAsync(PostgresRoles roles, CancellationToken cancellation)
    {
        await Task.WhenAll(OneAsync(_units.OldPostgres), OneAsync(_units.NewPostgres));
        await TimedAsync("rows", () => new DatabaseSeed(_units.OldPostgres.Connection("postgres"), estate.Size).RunAsync(cancellation));
        await TimedAsync("checkpoint", () => _units.OldPostgres.ExecuteAsync("postgres", "checkpoint", cancellation));

        async Task OneAsync(PostgresServer server)
        {
            await TimedAsync($"{server.Name} made", () => server.CreateAsync(roles.PasswordFile(server.Owner), cancellation));
            File.Delete(roles.PasswordFile(server.Owner));
            await StartAsync(server.Name, cancellation);
            await roles.CreateAsync(server, cancellation);
        }
    }

    private async Task FilesAsync(CancellationToken cancellation)
    {
        await new FileSeed(estate).RunAsync(cancellation);
        await user.GiveAsync([estate.OldA, estate.NewA], cancellation);
    }

    private Task TakeBackAsync(LabSecrets secrets, CancellationToken cancellation) =>
        user.IsOther ? Shell.RunAsync("chown", ["root:root", "--", .. secrets.Kept], cancellation) : Task.CompletedTask;

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
