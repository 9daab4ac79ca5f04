using System.Text.Json.Nodes;
using Cutover.Effects;
using Cutover.Engine;
using Cutover.Lab;
using Cutover.Tests;
using Ietf;

namespace Cutover.Rehearsals;

/// <summary>What was forgotten on the real night when the new side was set up, planted in the new side of a real lab.</summary>
[Collection("lab")]
public sealed class ReadinessDefects : FreshLab
{
    private const int Large = 8_000_000;

    private readonly Scene _scene = new();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Assert.Equal(0, await ServiceAsync("www-new-app", "start"));
    }

    [Fact]
    public async Task Settings_and_a_job_that_got_lost_and_a_front_that_takes_one_megabyte_are_each_named()
    {
        var site = Www("www.new.site", Estate.NewFront.Address);
        var uploads = Http.TakesUploads(site, "/admin/pages/", Large);
        var settings = Inventory.Settings(
            Printed("www.old.settings", Estate.SettingsOf("www-old-app")), Printed("www.new.settings", Estate.SettingsOf("www-new-app")));
        var jobs = Inventory.Jobs(
            Printed("www.old.jobs", Estate.JobsOf("old", "www")), Printed("www.new.jobs", Estate.JobsOf("new", "www")));
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(uploads)).Verdict);
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(settings)).Verdict);
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(jobs)).Verdict);

        await ForgetAsync();
        var refused = await _scene.ProbeAsync(uploads);
        var untold = await _scene.ProbeAsync(settings);
        var idle = await _scene.ProbeAsync(jobs);

        Assert.Equal((Verdict.NotDone, Verdict.NotDone, Verdict.NotDone), (refused.Verdict, untold.Verdict, idle.Verdict));
        Assert.Contains("was answered 413, too large: raise the limit", refused.Why, StringComparison.Ordinal);
        Assert.Contains("it lacks smtp_authority; write is still the old side's", untold.Why, StringComparison.Ordinal);
        Assert.EndsWith("it lacks '0 * * * * publish_scheduled'", idle.Why, StringComparison.Ordinal);
    }

    /// <summary>
    /// N2, N3: directories that nobody mounted; the application answers 404 for them, which looks like a page that is gone. N9, N13: what
    /// robots are told is missing.
    /// </summary>
    [Fact]
    public async Task Directories_that_nobody_mounted_and_a_night_of_which_people_were_told_half_are_named()
    {
        var asked = Path.Combine(Estate.Directory, "asked.txt");
        string[] paths = ["/proceedings/", "/download/", "/lib/", "/lib", "/staging/", "/status-report/", "/id/", "/robots.txt"];
        await File.WriteAllLinesAsync(asked, paths, Stop);
        var same = Http.SameAnswers(
            Www("www.site", Estate.Edge.Address), Www("www.new.site", Estate.NewFront.Address),
            _scene.Place("www.questions", new QuestionsAddress { File = asked }));
        var page = new SiteAddress { Url = $"http://{Estate.HostOf("wiki")}", ConnectTo = Estate.Logins.Wiki.ToString() };
        var announcement = Announcement.Told(_scene.Place("announcement.site", page), 4.Hours());
        var all = await _scene.ProbeAsync(same);
        Assert.True(all.Verdict == Verdict.Done, all.Why);
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(announcement)).Verdict);

        await SetAsync("www-new-app", "robots", false);
        foreach (var directory in (string[])["www/www6s/lib", "www/www6s/download", "ietfdata/doc/status-report"])
            Directory.Delete(Path.Combine(Estate.NewA, directory), recursive: true);
        await SetAsync("wiki", "announcement", "Datatracker, www.ietf.org, mail archive, rsync, IMAP, Internet-Drafts: 4 hours.");
        var gone = await _scene.ProbeAsync(same);
        var half = await _scene.ProbeAsync(announcement);

        Assert.Equal((Verdict.NotDone, Verdict.NotDone), (gone.Verdict, half.Verdict));
        Assert.Contains("4 of 8 questions", gone.Why, StringComparison.Ordinal);
        foreach (var directory in (string[])["/download/", "/lib/", "/status-report/"])
            Assert.Contains($"{directory} was answered 200 text/html and now 404 text/html", gone.Why, StringComparison.Ordinal);
        Assert.Contains("/robots.txt was answered 200 text/plain and now 404 text/plain", gone.Why, StringComparison.Ordinal);
        Assert.Contains("sign in again", half.Why, StringComparison.Ordinal);
    }

    /// <summary>N8: a setting is missing, and one still leads to the old side. N10: a job got lost. N12: nginx's own limit.</summary>
    private async Task ForgetAsync()
    {
        var file = Estate.SettingsOf("www-new-app");
        var told = JsonNode.Parse(await File.ReadAllTextAsync(file, Stop))!.AsObject();
        told.Remove("smtp_authority");
        told["write"] = JsonNode.Parse(await File.ReadAllTextAsync(Estate.SettingsOf("www-old-app"), Stop))!["write"]!.DeepClone();
        await File.WriteAllTextAsync(file, told.ToJsonString(), Stop);

        var jobs = Estate.JobsOf("new", "www");
        var left = (await File.ReadAllLinesAsync(jobs, Stop)).Where(line => !line.EndsWith(" publish_scheduled", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(jobs, left, Stop);

        var front = Path.Combine(Estate.Directory, "new", "front", "nginx.conf");
        var text = await File.ReadAllTextAsync(front, Stop);
        Assert.Contains("client_max_body_size 0;", text, StringComparison.Ordinal);
        var limited = text.Replace("client_max_body_size 0;", "client_max_body_size 1m;", StringComparison.Ordinal);
        await File.WriteAllTextAsync(front, limited, Stop);
        Assert.Equal(0, await ServiceAsync("new-front", "stop"));
        Assert.Equal(0, await ServiceAsync("new-front", "start"));
    }

    private Place<SiteAddress> Www(string place, Address at) => _scene.Place(place, new SiteAddress
    {
        Url = $"http://{Estate.HostOf("www")}:{at.Port}", ConnectTo = at.ToString(),
    });

    private Place<ListAddress> Printed(string place, string file) => _scene.Place(place, new ListAddress
    {
        Host = new HostAddress { LockDirectory = SmallLab.Place },
        Read = ["cat", file],
        MustDiffer = ["broker", "files", "listen", "read", "write"],
        MayDiffer = ["broker_password_file", "name", "sink", "stylesheet"],
    });
}
