using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using static Cutover.StandIns.Answers;
using static Cutover.StandIns.KeyedRows;

namespace Cutover.StandIns;

/// <summary>The Datatracker's web application: documents, their events, submissions, mail handed in.</summary>
public sealed class DatatrackerWeb : WebHost
{
    private readonly DocumentEvents _events;
    private readonly TaskSender _tasks;
    private readonly Submissions _submissions;
    private readonly EmailApi _email;
    private readonly AliasApi _aliases;
    private readonly HtmlizedDrafts _htmlized;

    public DatatrackerWeb(StandInSettings settings) : base(settings)
    {
        _events = new DocumentEvents(Databases);
        _tasks = new TaskSender(settings);
        var files = settings.Need(settings.Files, "files");
        _submissions = new Submissions(Databases, new DraftStore(files), _tasks);
        _htmlized = new HtmlizedDrafts(files, settings.Name, keeps: settings.Write is not null);
        var tokens = ApiTokens.Load(settings.Need(settings.ApiTokens, "api_tokens"));
        _email = new EmailApi(Databases, tokens);
        _aliases = new AliasApi(Databases, tokens, settings);
    }

    protected override void Map(IEndpointRouteBuilder at)
    {
        Get(at, "/health/", HealthAsync);
        Get(at, "/api/version", VersionAsync);
        Get(at, "/api/rfcdiff-latest-json/{name}", LatestAsync);
        Get(at, "/api/group/group-aliases/", _aliases.GetAsync);
        Get(at, "/doc/html/{revision}", HtmlizedAsync);
        Get(at, "/doc/{name}/", DocumentAsync);
        Get(at, "/doc/{name}/events/{key}", _events.GetAsync);
        at.MapPost("/doc/{name}/events/", _events.PostAsync);
        at.MapPut("/doc/{name}/events/{key}", _events.PutAsync);
        at.MapDelete("/doc/{name}/events/{key}", _events.DeleteAsync);
        at.MapPost("/api/submission", _submissions.PostAsync);
        Get(at, "/api/submission/{id:long}/status", _submissions.StatusAsync);
        at.MapPost("/api/email/", http => _email.PostAsync(http, isTest: false));
        at.MapPost("/api/email/test/", http => _email.PostAsync(http, isTest: true));
    }

    protected override IReadOnlyList<(string Method, string Path, string Body)> WarmRequests { get; } =
    [
        ("GET", "/health/", ""),
        ("GET", "/api/version", ""),
        ("GET", "/api/rfcdiff-latest-json/no-document", ""),
        ("GET", "/doc/no-document/", ""),
        ("GET", "/doc/html/draft-of-nobody-00", ""),
        ("GET", $"/doc/no-document/events/{Guid.Empty}", ""),
        ("POST", "/doc/no-document/events/", $$"""{"key":"{{Guid.Empty}}","body":""}"""),
        ("PUT", $"/doc/no-document/events/{Guid.Empty}", """{"body":"","version":1}"""),
        ("DELETE", $"/doc/no-document/events/{Guid.Empty}", ""),
        ("POST", "/api/submission", WarmRequest.Form("user", "nobody@lab.test", "xml", "<rfc docName=\"without-revision\"/>")),
    ];

    public override async ValueTask DisposeAsync()
    {
        await _tasks.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async Task WarmWritesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await DocumentEvents.WarmWritesAsync(connection, cancellation);
        if (Settings.Write is not null)
            await _tasks.WarmAsync(cancellation);
    }

    private async Task HealthAsync(HttpContext http)
    {
        await Databases.ReadAsync(connection => CountAsync(connection, http.RequestAborted), http.RequestAborted);
        await http.Response.WriteAsync("OK", http.RequestAborted);
    }

    private Task VersionAsync(HttpContext http) =>
        JsonAsync(http, StatusCodes.Status200OK, new VersionAnswer(Settings.Version, null), StandInJson.Default.VersionAnswer);

    private async Task LatestAsync(HttpContext http)
    {
        if (await DocumentOfAsync(http) is not { } document)
        {
            await RefuseAsync(http, StatusCodes.Status404NotFound, "not_found");
            return;
        }
        var address = $"/archive/id/{document.Name}-{document.Rev}.txt";
        await JsonAsync(http, StatusCodes.Status200OK, new LatestAnswer(address, document.Name, document.Rev, null, null),
            StandInJson.Default.LatestAnswer);
    }

    private async Task DocumentAsync(HttpContext http)
    {
        if (await DocumentOfAsync(http) is not { } document)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await HtmlAsync(http, "404", "<p>No such document.</p>");
            return;
        }
        var body = $"<p>{Text(document.Title)}</p><dl><dt>Revision<dd>{document.Rev}<dt>Events<dd>{document.Events}</dl>"
            + Announcement(document);
        await HtmlAsync(http, document.Name, body);
    }

    private async Task HtmlizedAsync(HttpContext http)
    {
        var revision = http.Request.RouteValues["revision"] as string ?? "";
        var page = DraftName.Split(revision) is null ? null : await _htmlized.PageAsync(revision, http.RequestAborted);
        if (page is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await HtmlAsync(http, "404", "<p>No such draft.</p>");
            return;
        }

        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(page, http.RequestAborted);
    }

    private string Announcement(Document document) => document is { List: { } list, MessageId: { } id } && Settings.Archive is { } archive
        ? $"<p><a href=\"{archive}/arch/msg/{Text(list)}/{ArchivedMail.HashOf(list, id)}/\">Announced</a></p>"
        : "";

    private Task<Document?> DocumentOfAsync(HttpContext http)
    {
        var name = http.Request.RouteValues["name"] as string ?? "";
        return DraftName.IsName(name)
            ? Databases.ReadAsync(connection => FindAsync(connection, name, http.RequestAborted), http.RequestAborted)
            : Task.FromResult<Document?>(null);
    }

    private static async Task<Document?> FindAsync(NpgsqlConnection connection, string name, CancellationToken cancellation)
    {
        await using var query = Command(
            connection,
            """
            select d.name, d.rev, d.title, coalesce(c.events, 0), m.list, m.msgid
            from doc_document d left join doc_documentcounter c on c.document_id = d.id left join message_message m on m.id = d.id
            where d.name = $1
            """,
            P(name));
        await using var rows = await query.ExecuteReaderAsync(cancellation);
        return await rows.ReadAsync(cancellation)
            ? new Document(
                rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetInt64(3), rows[4] as string, rows[5] as string)
            : null;
    }

    private static async Task<int> CountAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var query = Command(connection, "select count(*)::int from doc_statetype");
        return (int)(await query.ExecuteScalarAsync(cancellation))!;
    }

    private sealed record Document(string Name, string Rev, string Title, long Events, string? List, string? MessageId);
}
