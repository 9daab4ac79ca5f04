using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Cutover.StandIns.Answers;
using static Cutover.StandIns.KeyedRows;

namespace Cutover.StandIns;

/// <summary>The mail archive's web application: messages, search, the counts, and the address that messages are handed in at.</summary>
public sealed class ArchiveWeb : WebHost
{
    private const int Found = 20;

    private readonly ArchiveStore _store;
    private readonly ArchiveImport _import;
    private readonly ArchiveCounts _counts;
    private readonly byte[] _key;

    public ArchiveWeb(StandInSettings settings) : base(settings)
    {
        _store = new ArchiveStore(settings.Need(settings.Files, "files"));
        _import = new ArchiveImport(Databases, _store);
        _counts = new ArchiveCounts(Databases);
        _key = Encoding.UTF8.GetBytes(ApiTokens.One(settings.Need(settings.ApiTokens, "api_tokens"), "archive-key"));
    }

    protected override void Add(IServiceCollection services) => DatatrackerLogin.Add(services, Settings, "/oidc/callback/");

    protected override void Map(IEndpointRouteBuilder at)
    {
        Get(at, "/oidc/authenticate/", http => DatatrackerLogin.BeginAsync(http, "/arch/"));
        Get(at, "/", http => { http.Response.Redirect("/arch/", permanent: true); return Task.CompletedTask; });
        Get(at, "/robots.txt", RobotsAsync);
        Get(at, "/arch/", http => HtmlAsync(
            http, "Mail Archive", $"<form action=/arch/search/><input name=q></form><p>{Text(DatatrackerLogin.Who(http))}</p>"));
        Get(at, "/arch/browse/{list}/", BrowseAsync);
        Get(at, "/arch/msg/{list}/{hash}/", MessageAsync);
        Get(at, "/arch/search/", SearchAsync);
        Get(at, "/arch/export/mbox/", ExportAsync);
        Get(at, "/api/v1/stats/msg_counts/", CountsAsync);
        Get(at, "/index/_count", IndexAsync);
        at.MapPost("/api/v1/message/import/", ImportAsync);
    }

    protected override IReadOnlyList<(string Method, string Path, string Body)> WarmRequests { get; } =
    [
        ("GET", "/arch/", ""),
        ("GET", "/arch/browse/no-list/", ""),
        ("GET", "/arch/msg/no-list/nothing/", ""),
        ("GET", "/arch/search/?q=nothing", ""),
        ("GET", "/api/v1/stats/msg_counts/", ""),
        ("GET", "/index/_count", ""),
        ("POST", "/api/v1/message/import/", "{}"),
    ];

    protected override Task WarmWritesAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        ArchiveImport.WarmWritesAsync(connection, cancellation);

    /// <summary>201 says that it was taken, also for a message that was there already: never that it can be found.</summary>
    private async Task ImportAsync(HttpContext http)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(http.Request.Headers["X-API-Key"].ToString()), _key))
            throw new BadHttpRequestException("Wrong key.", StatusCodes.Status403Forbidden);
        if (!http.Request.HasJsonContentType())
            throw new BadHttpRequestException("application/json was expected.", StatusCodes.Status415UnsupportedMediaType);
        ImportBody? body;
        try
        {
            body = await JsonSerializer.DeserializeAsync(http.Request.Body, StandInJson.Default.ImportBody, http.RequestAborted);
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("JSON was expected.", e);
        }

        if (body is not { Message: { } message, ListName: { } list, ListVisibility: "public" or "private" } || !DraftName.IsName(list)
            || ArchivedMail.Read(list, message) is not { } mail)
            throw new BadHttpRequestException("list_name, list_visibility and a message in base64 were expected.");
        if (Settings.Keeps)
            await _import.ImportAsync(mail, body.ListVisibility == "private", http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status201Created;
    }

    private async Task MessageAsync(HttpContext http)
    {
        var (list, hash) = (http.Request.RouteValues["list"] as string ?? "", http.Request.RouteValues["hash"] as string ?? "");
        const string Query =
            "select m.subject, l.private from message m join email_list l on l.id = m.email_list_id where l.name = $1 and m.hashcode = $2";
        var row = await RowsAsync(http, Query, rows => (rows.GetString(0), rows.GetBoolean(1)), P(list), P(hash));
        if (row.Count == 0 || row[0].Item2)
        {
            await RefusePageAsync(http, row.Count == 0 ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden);
            return;
        }

        var raw = await _store.ReadAsync(list, hash, http.RequestAborted);
        var text = Encoding.UTF8.GetString(raw.AsSpan(0, Math.Min(raw.Length, 64 * 1024)));
        var sum = Convert.ToHexStringLower(SHA256.HashData(raw));
        await HtmlAsync(http, row[0].Item1, $"<p>{row.Count} of {Text(list)}, sha256 {sum}</p><pre>{Text(text)}</pre>");
    }

    private async Task BrowseAsync(HttpContext http)
    {
        const string Query =
            """
            select m.hashcode, m.subject, l.private from message m join email_list l on l.id = m.email_list_id
            where l.name = $1 order by m.date desc limit 50
            """;
        var list = http.Request.RouteValues["list"] as string ?? "";
        var rows = await RowsAsync(http, Query, row => (row.GetString(0), row.GetString(1), row.GetBoolean(2)), P(list));
        if (rows.Count == 0 || rows[0].Item3)
        {
            await RefusePageAsync(http, rows.Count == 0 ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden);
            return;
        }

        await HtmlAsync(http, list, string.Concat(
            rows.Select(row => $"<p><a href=\"/arch/msg/{list}/{row.Item1}/\">{Text(row.Item2)}</a></p>")));
    }

    private async Task SearchAsync(HttpContext http)
    {
        var rows = await FoundAsync(http);
        await HtmlAsync(http, "Search", $"<p>{rows.Count} messages</p>" + string.Concat(
            rows.Select(row => $"<p><a href=\"/arch/msg/{row.List}/{row.Hash}/\">{Text(row.Subject)}</a></p>")));
    }

    /// <summary>What was found, as the messages came, for the tools of reviewers.</summary>
    private async Task ExportAsync(HttpContext http)
    {
        if (!Settings.Exports)
        {
            await RefusePageAsync(http, StatusCodes.Status403Forbidden);
            return;
        }

        var rows = await FoundAsync(http);
        http.Response.ContentType = "application/mbox";
        foreach (var (list, hash, _) in rows)
        {
            await http.Response.WriteAsync("From archive@lab.test Thu Jan  1 00:00:00 1970\n", http.RequestAborted);
            await http.Response.BodyWriter.WriteAsync(await _store.ReadAsync(list, hash, http.RequestAborted), http.RequestAborted);
            await http.Response.WriteAsync("\n", http.RequestAborted);
        }
    }

    private Task<List<(string List, string Hash, string Subject)>> FoundAsync(HttpContext http)
    {
        const string Query =
            """
            select l.name, m.hashcode, m.subject
            from search_entry s join message m on m.id = s.message_id join email_list l on l.id = m.email_list_id
            where s.terms @@ plainto_tsquery('simple', $1) and not l.private limit $2
            """;
        var words = http.Request.Query["q"].ToString().Replace("\0", "", StringComparison.Ordinal);
        return RowsAsync(http, Query, row => (row.GetString(0), row.GetString(1), row.GetString(2)), P(words), P(Found));
    }

    private async Task CountsAsync(HttpContext http)
    {
        if (await _counts.OfAsync(http) is not { } counts)
            await RefuseAsync(http, StatusCodes.Status404NotFound, "list_not_found");
        else
            await JsonAsync(http, StatusCodes.Status200OK, counts, StandInJson.Default.MessageCounts);
    }

    private async Task IndexAsync(HttpContext http) =>
        await JsonAsync(http, StatusCodes.Status200OK, await _counts.IndexAsync(http.RequestAborted), StandInJson.Default.IndexCount);

    private Task RefusePageAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return HtmlAsync(http, $"{status}", "<p>No such message for you.</p>");
    }

    private Task<List<T>> RowsAsync<T>(HttpContext http, string sql, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] parameters) =>
        Databases.ReadAsync(
            async connection =>
            {
                await using var query = Command(connection, sql, [.. parameters.Select(parameter => parameter.Clone())]);
                await using var rows = await query.ExecuteReaderAsync(http.RequestAborted);
                var all = new List<T>();
                while (await rows.ReadAsync(http.RequestAborted))
                    all.Add(read(rows));
                return all;
            },
            http.RequestAborted);
}
