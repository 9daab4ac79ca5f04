using Cutover.App;
using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>An estate whose old and new place are one: a line was copied, and a night would move something onto itself.</summary>
public sealed class EstateSidesTests : IDisposable
{
    private static readonly Place[] s_places =
    [
        new Place<DatabaseAddress>("www.old.database"), new Place<DatabaseAddress>("www.new.database"),
        new Place<DirectoryAddress>("files.old"), new Place<DirectoryAddress>("files.new"),
        new Place<ServiceAddress>("www.old.app"), new Place<ServiceAddress>("www.new.app"),
        new Place<ListAddress>("www.old.jobs"), new Place<ListAddress>("www.new.jobs"),
        new Place<MailTargetAddress>("mail.target.old"), new Place<MailTargetAddress>("mail.target.new"),
        new Place<QueueAddress>("www.old.broker"), new Place<QueueAddress>("www.new.broker"),
        new Place<MirrorAddress>("rsync.old"), new Place<MirrorAddress>("rsync.new"),
        new Place<ImapAddress>("imap.old"), new Place<ImapAddress>("imap.new"),
    ];

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_sides_that_are_two_are_an_estate() => Assert.Equal("lab", Load("old", "new").Environment);

    /// <summary>As whom it is entered, and how it is checked, makes no other place of it.</summary>
    [Fact]
    public void Whatever_is_the_same_on_both_sides_is_said_at_once_with_its_line()
    {
        var problems = Assert.Throws<EstateInvalidException>(() => Load("old", "old")).Problems;

        Assert.Equal(
        [
            "11: place 'www.new.database' is the same as 'www.old.database', www at old-db:5432; correct the one that was copied.",
            "12: place 'files.new' is the same as 'files.old', /a on old:22; correct the one that was copied.",
            "13: place 'www.new.app' is the same as 'www.old.app'; correct the one that was copied.",
            "14: place 'www.new.jobs' is the same as 'www.old.jobs', 'jobs www' on old:22; correct the one that was copied.",
            "15: place 'mail.target.new' is the same as 'mail.target.old'; correct the one that was copied.",
            "16: place 'www.new.broker' is the same as 'www.old.broker', dt at old-queue:5671; correct the one that was copied.",
            "17: place 'rsync.new' is the same as 'rsync.old', rsync://old; correct the one that was copied.",
            "18: place 'imap.new' is the same as 'imap.old', old:993; correct the one that was copied.",
        ], problems.Select(problem => problem[(_folder["lab.yaml"].Length + 1)..]), StringComparer.Ordinal);
    }

    private Estate Load(string old, string next)
    {
        var sides = Side("old", old, "") + Side("new", next, "mustDiffer: [HOST], ");
        return EstateFile.Load(_folder.Write("lab.yaml", $"environment: lab\nplaces:\n{sides}"), s_places);
    }

    private static string Side(string side, string host, string more) => $$"""
          www.{{side}}.database: { host: {{host}}-db, database: www, user: cutover-{{side}}, passfile: /p }
          files.{{side}}: { host: { host: {{host}}, user: {{side}} }, path: /a, manifests: /m/{{side}} }
          www.{{side}}.app: { host: { host: {{host}} }, start: [s, start], stop: [s, stop], status: [s, status] }
          www.{{side}}.jobs: { {{more}}host: { host: {{host}} }, read: [jobs, www] }
          mail.target.{{side}}: { nextHop: "{{host}}:8101" }
          www.{{side}}.broker: { url: "https://{{side}}", host: {{host}}-queue, virtualHost: dt, user: u-{{side}}, passwordFile: /p }
          rsync.{{side}}: { url: "rsync://{{host}}/", configuration: /c/{{side}}, modules: [rfc], mirror: /m }
          imap.{{side}}: { host: {{host}}, user: reader-{{side}}, passwordFile: /p }

        """;
}
