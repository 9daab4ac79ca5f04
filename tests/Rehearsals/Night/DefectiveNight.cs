using System.Text.Json.Nodes;
using Cutover.Engine;
using Cutover.Lab;
using Npgsql;

namespace Cutover.Rehearsals;

/// <summary>
/// A night whose lab has much wrong with it: planted in the lab's parts after they are up and before the first step, each where another
/// check must see it. It goes on until each has been seen, and nobody answers.
/// </summary>
public sealed class DefectiveNight : IAsyncLifetime
{
    private readonly NightProcess _night = new();
    private IReadOnlyList<JournalEntry> _events = [];

    /// <summary>Every event until the night stood still.</summary>
    public IEnumerable<RunEvent> Events => _events.Select(entry => entry.Event);

    private static LabEstate Lab { get; } = LabEstate.Of(LabOptions.Chosen(LabSize.Small));

    public async ValueTask InitializeAsync()
    {
        using var process = _night.Start("--on-failure", "ask");
        await _night.HearAsync(process, "lab up in");
        await NightProcess.SignalAsync(process, "STOP");
        await PlantAsync();
        await NightProcess.SignalAsync(process, "CONT");
        _events = await _night.UntilAsync(
            process, events => DefectTests.Planted.All(planted => Why(events, planted.Data.Item1).Length > 0));
        await NightProcess.SignalAsync(process, "INT");
        await _night.EndsAsync(process, 130);
        _events = await _night.EventsAsync();
    }

    public ValueTask DisposeAsync() => _night.DisposeAsync();

    /// <summary>Everything that was said of a step which is not done.</summary>
    public string WhyOf(string step) => Why(_events, step);

    private static string Why(IReadOnlyList<JournalEntry> events, string step)
    {
        var said = events.Select(entry => entry.Event switch
        {
            RunEvent.StepWaiting e when e.Step == step => e.Why,
            RunEvent.AttemptFailed e when e.Step == step => e.Why,
            RunEvent.StepHeld e when e.Step == step => e.Why,
            _ => "",
        });
        return string.Join('\n', said.Where(why => why.Length > 0));
    }

    private static async Task PlantAsync()
    {
        await TellAsync(Lab.SettingsOf("www-new-app"), told =>
        {
            told.Remove("smtp_authority");
            told["stylesheet"] = $"{told["stylesheet"]}.none";
        });
        await TellAsync(Lab.SettingsOf("datatracker-new-web"), told => told["largest_body"] = 1_000_000);
        await TellAsync(Lab.SettingsOf("mailarchive-new-web"), told =>
            (told["exports"], told["robots"], told["largest_body"]) = (false, false, 2_500_000));
        await TellAsync(Lab.SettingsOf("wiki"), told => (told["announcement"], told["openid_secret_file"]) =
            ("Nothing happens tonight.", Lab.Logins.SecretFile("mailarchive")));
        await AgainAsync("wiki");

        await LoseAsync(Lab.JobsOf("new", "www"), job => job.EndsWith(" publish_scheduled", StringComparison.Ordinal));
        await LoseAsync(Lab.JobsOf("new", "mailarchive"), job => job.EndsWith(" check_messages", StringComparison.Ordinal));
        await LoseAsync(Lab.JobsOf("new", "datatracker"), job => char.IsAsciiDigit(job.FirstOrDefault()));

        var front = Path.Combine(Lab.Directory, "new", "front", "nginx.conf");
        var text = await File.ReadAllTextAsync(front);
        await File.WriteAllTextAsync(front, text
            .Replace("client_max_body_size 0;", "client_max_body_size 1m;", StringComparison.Ordinal)
            .Replace("location /download/ {", "location /download-of-old/ {", StringComparison.Ordinal));
        await AgainAsync("new-front");

        var rules = Path.Combine(Lab.Directory, "old", "httpd", "etc", "apache2", "sites-enabled", "020-www.conf");
        await File.WriteAllTextAsync(rules, (await File.ReadAllTextAsync(rules))
            .Replace("Redirect gone /iaoc/private", "", StringComparison.Ordinal));
        await AgainAsync("old-httpd");

        var keys = Path.Combine(Path.GetDirectoryName(Lab.SettingsOf(Lab.Logins.New))!, "own-keys.json");
        var own = JsonNode.Parse(await File.ReadAllTextAsync(Lab.Logins.KeysFile))!;
        own["keys"]![0]!["kid"] = "made-on-the-new-host";
        await File.WriteAllTextAsync(keys, own.ToJsonString());
        await TellAsync(Lab.SettingsOf(Lab.Logins.New), told => told["keysFile"] = keys);
        await AgainAsync(Lab.Logins.New.Unit);

        await File.WriteAllTextAsync(Lab.MailboxesCommand, "#!/bin/sh\nexec no-such-command\n");
        await File.WriteAllTextAsync(Lab.Mail.PasswordFile("www"), "revoked\n");
        await File.WriteAllTextAsync(Lab.NewBroker.ForArchive().PasswordFile, "never tried\n");
        var relay = Path.Combine(Lab.Mail.Configuration("mail-relay"), "main.cf");
        await File.WriteAllTextAsync(relay, (await File.ReadAllTextAsync(relay))
            .Replace($", {Lab.Mail.NewTarget.Host}/32", "", StringComparison.Ordinal));
        await AgainAsync("mail-relay");

        // The stacks bring the TLSA record up with this.
        await File.WriteAllTextAsync(Lab.Mail.ServerDigestFile, new string('0', 64));
        await SqlAsync("archive", $"update email_list set private = false where name = '{LabEstate.PrivateList}'");
        await SqlAsync("datatracker", "update message_message set msgid = msgid || '.never-imported' where id <= 50");
    }

    private static async Task TellAsync(string file, Action<JsonObject> change)
    {
        var told = JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
        change(told);
        await File.WriteAllTextAsync(file, told.ToJsonString());
    }

    private static async Task LoseAsync(string jobs, Func<string, bool> which) =>
        await File.WriteAllLinesAsync(jobs, (await File.ReadAllLinesAsync(jobs)).Where(job => !which(job)));

    private static async Task AgainAsync(string service)
    {
        await SmallLab.ServiceAsync(Lab, service, "stop");
        Assert.Equal(0, await SmallLab.ServiceAsync(Lab, service, "start"));
    }

    private static async Task SqlAsync(string database, string sql)
    {
        var at = Lab.Postgres;
        await using var source = NpgsqlDataSource.Create(
            $"Host={at.Old.Host};Port={at.Old.Port};Database={database};Username=cutover;Passfile={at.Cutover};Pooling=false");
        await using var change = source.CreateCommand(sql);
        Assert.NotEqual(0, await change.ExecuteNonQueryAsync());
    }
}
