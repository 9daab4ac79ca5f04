using Cutover.Effects;
using Cutover.Engine;
using Cutover.Lab;
using Cutover.Tests;
using Ietf;
using Npgsql;

namespace Cutover.Rehearsals;

/// <summary>
/// What broke on the real night and after it, planted in the archive's parts of a real lab: each check sees it and says what is wrong.
/// </summary>
[Collection("archive lab")]
public sealed class ArchiveDefects(ArchiveLab lab)
{
    private const string Web = "mailarchive-old-web";
    private const string Importer = "mailarchive-old-importer";

    private readonly Scene _scene = new() { Run = $"test-{Guid.NewGuid():N}" };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Hazard 7: accepted is not stored.</summary>
    [Fact]
    public async Task An_archive_that_says_201_and_keeps_nothing_is_seen()
    {
        await lab.SetAsync(Web, "keeps", false);
        var canary = new ImportCanary(Site(Web), "canary") { Bytes = 1000 };
        await _scene.DoAsync(canary, (await _scene.ProbeAsync(canary)).Value!);
        var seen = await _scene.ProbeAsync(canary);
        await lab.SetAsync(Web, "keeps", true);
        Assert.Equal(Verdict.NotDone, seen.Verdict);
        Assert.Contains("taken is not stored", seen.Why, StringComparison.Ordinal);
        await _scene.MakeSoAsync(canary);
    }

    /// <summary>N15: messages above 2.5 MB were refused.</summary>
    [Fact]
    public async Task A_limit_that_long_messages_meet_is_seen()
    {
        await lab.SetAsync(Web, "largest_body", 2_500_000);
        var canary = new ImportCanary(Site(Web), "canary");
        var before = await _scene.ProbeAsync(canary);
        var refused = await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(canary, before.Value!));
        await lab.SetAsync(Web, "largest_body", 90_000_000);
        // Kestrel may close the connection before all of it was sent; either way it is no 201.
        Assert.Matches("answered 413, and 201 was expected|had no answer: ", refused.Message);
        await _scene.MakeSoAsync(canary);
    }

    /// <summary>N5 and section 9: a message is archived and no search finds it.</summary>
    [Fact]
    public async Task An_index_that_is_behind_is_seen()
    {
        await lab.SetAsync(Importer, "indexes", false);
        var (site, list) = (Site(Web), "canary");
        var canary = new ImportCanary(site, list) { Bytes = 1000 };
        await _scene.DoAsync(canary, (await _scene.ProbeAsync(canary)).Value!);
        var unfound = await _scene.ProbeAsync(canary);
        var behind = await _scene.ProbeAsync(new IndexIsWhole(site));
        await lab.SetAsync(Importer, "indexes", true);
        Assert.Contains("no search finds", unfound.Why, StringComparison.Ordinal);
        Assert.Equal(Verdict.NotDone, behind.Verdict);
        Assert.Contains("is behind", behind.Why, StringComparison.Ordinal);
        await _scene.UntilAsync(new IndexIsWhole(site), Verdict.Done);
    }

    /// <summary>N10 for the archive: the job that takes mail from the spool was lost.</summary>
    [Fact]
    public async Task An_import_job_that_was_lost_is_seen_and_what_waited_is_imported_once()
    {
        var spool = _scene.Place("spool", new DirectoryAddress { Host = Host(), Path = Path.Combine(lab.Estate.ArchiveSpool, "new") });
        await lab.ServiceAsync(Importer, "stop");
        var id = $"{Guid.NewGuid():N}@test";
        var text = $"Delivered-To: wg01-archive@lab.test\nMessage-ID: <{id}>\nSubject: waits\n\nwaits\n";
        foreach (var copy in (string[])["once", "again"])
            await File.WriteAllTextAsync(Path.Combine(lab.Estate.ArchiveSpool, "new", $"{id}.{copy}"), text, Stop);
        await Task.Delay(TimeSpan.FromSeconds(4.5), Stop);
        var waits = await _scene.ProbeAsync(new SpoolDrained(spool));
        await lab.ServiceAsync(Importer, "start");
        Assert.Equal(Verdict.NotDone, waits.Verdict);
        Assert.Contains("2 messages have waited", waits.Why, StringComparison.Ordinal);
        await _scene.UntilAsync(new SpoolDrained(spool), Verdict.Done);
        Assert.Equal(1L, await ScalarAsync($"select count(*) from message where msgid = '{id}'"));
    }

    /// <summary>Section 9: a list that is for its members alone is shown to everybody.</summary>
    [Fact]
    public async Task A_private_list_that_everybody_can_read_is_seen()
    {
        var doors = _scene.Place("doors", new DoorsAddress
        {
            Doors = ["POST /api/v1/message/import/", $"GET /arch/browse/{LabEstate.PrivateList}/"],
        });
        var strangers = Http.RefusesStrangers(Site(Web), doors);
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(strangers)).Verdict);
        await ScalarAsync($"update email_list set private = false where name = '{LabEstate.PrivateList}'");
        var open = await _scene.ProbeAsync(strangers);
        await ScalarAsync($"update email_list set private = true where name = '{LabEstate.PrivateList}'");
        Assert.Equal(Verdict.NotDone, open.Verdict);
        Assert.Contains($"/arch/browse/{LabEstate.PrivateList}/", open.Why, StringComparison.Ordinal);
        Assert.Contains("was answered 200", open.Why, StringComparison.Ordinal);
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(strangers)).Verdict);
    }

    /// <summary>Section 9: counts of closed months must be equal.</summary>
    [Fact]
    public async Task A_message_that_one_side_lacks_shows_in_the_counts()
    {
        var (web, reader) = (Site(Web), Site("mailarchive-old-ro"));
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(new SameCounts(reader, web))).Verdict);
        await ScalarAsync("create schema planted");
        try
        {
            // The one side's searches of its tables end in a schema of their own, which lacks one message.
            await ScalarAsync("create table planted.message as select * from public.message where msgid <> 'm000003@seed.lab.test'");
            await ScalarAsync("grant usage on schema planted to archive_ro; grant select on planted.message to archive_ro");
            await lab.SetAsync(
                "mailarchive-old-ro", "read", $"{Connection("archive_ro", lab.Estate.Postgres.ArchiveRead)};Search Path=planted,public");
            var differs = await _scene.ProbeAsync(new SameCounts(reader, web));
            Assert.Equal(Verdict.NotDone, differs.Verdict);
            Assert.Contains("counts differ", differs.Why, StringComparison.Ordinal);
            Assert.Contains("wg04: ", differs.Why, StringComparison.Ordinal);
        }
        finally
        {
            await lab.SetAsync("mailarchive-old-ro", "read", Connection("archive_ro", lab.Estate.Postgres.ArchiveRead));
            await ScalarAsync("drop schema planted cascade");
        }
    }

    /// <summary>N16: a document leads to a message that the archive does not have. N19: the review tool's export is refused.</summary>
    [Fact]
    public async Task A_document_that_leads_to_no_message_and_an_export_that_is_refused_are_seen()
    {
        var there = Directory.EnumerateFiles(Path.Combine(lab.Estate.OldArchive, "archive", "wg01")).Select(Path.GetFileName).First();
        var body = string.Concat(((string?[])[there, "never-imported"]).Select(
            hash => $"<a href=\"http://{lab.Estate.HostOf("mailarchive")}/arch/msg/wg01/{hash}/\">Announced</a>"));
        await using var document = new CannedSite(CannedSite.Answer(200, body));
        using var folder = new TestFolder();
        var pages = _scene.Place("pages", new QuestionsAddress { File = folder.Write("pages.txt", "/doc/draft-one/\n") });
        var links = await _scene.ProbeAsync(Http.Links(_scene.Place("document", document.Address), pages, Site(Web)));
        Assert.Equal((Verdict.NotDone, new LinksSeen(1, 2, 1)), (links.Verdict, links.Value));
        Assert.Contains("/arch/msg/wg01/never-imported/, which was answered 404", links.Why, StringComparison.Ordinal);

        await _scene.UntilAsync(ArchiveApi.Exports(Site(Web)), Verdict.Done);
        await lab.SetAsync(Web, "exports", false);
        var refused = await _scene.ProbeAsync(ArchiveApi.Exports(Site(Web)));
        await lab.SetAsync(Web, "exports", true);
        Assert.Equal(Verdict.NotDone, refused.Verdict);
        Assert.Contains("403", refused.Why, StringComparison.Ordinal);
    }

    private HostAddress Host() => new() { LockDirectory = Path.Combine(Path.GetTempPath(), $"cutover-archive-locks-{_scene.Run}") };

    private Place<SiteAddress> Site(string service) => _scene.Place(service, new SiteAddress
    {
        Url = $"http://{lab.Estate.HostOf("mailarchive")}",
        ConnectTo = lab.Estate.Service(service).Address!.ToString(),
        SecretHeaderFiles = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            [ArchiveApi.Key] = lab.Estate.ArchiveKeyFile,
        },
    });

    private string Connection(string role, string passfile) =>
        $"Host={lab.Estate.Postgres.Old.Host};Port={lab.Estate.Postgres.Old.Port};Database=archive;Username={role};Passfile={passfile}";

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create($"{Connection("cutover", lab.Estate.Postgres.Cutover)};Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Stop);
    }
}
