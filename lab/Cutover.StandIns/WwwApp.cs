using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using static Cutover.StandIns.KeyedRows;

namespace Cutover.StandIns;

/// <summary>www: pages for everybody, and the editors' side of them.</summary>
public sealed class WwwApp : WebHost
{
    private readonly EditedPages _pages;

    public WwwApp(StandInSettings settings) : base(settings) => _pages = new EditedPages(Databases);

    protected override void Map(IEndpointRouteBuilder at)
    {
        Get(at, "/healthz", HealthAsync);
        Get(at, "/robots.txt", RobotsAsync);
        Get(at, "/", HomeAsync);
        Get(at, "/{slug}/", PageAsync);
        at.MapPost("/admin/pages/", _pages.PostAsync);
        Get(at, "/admin/pages/{key}", _pages.GetAsync);
        at.MapPut("/admin/pages/{key}", _pages.PutAsync);
        at.MapDelete("/admin/pages/{key}", _pages.DeleteAsync);
    }

    protected override IReadOnlyList<(string Method, string Path, string Body)> WarmRequests { get; } =
    [
        ("GET", "/healthz", ""),
        ("GET", "/", ""),
        ("GET", "/no-page/", ""),
        ("GET", $"/admin/pages/{Guid.Empty}", ""),
        ("POST", "/admin/pages/", "{}"),
        ("PUT", $"/admin/pages/{Guid.Empty}", """{"body":"","version":1}"""),
        ("DELETE", $"/admin/pages/{Guid.Empty}", ""),
    ];

    protected override Task WarmWritesAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        EditedPages.WarmWritesAsync(connection, cancellation);

    private async Task HealthAsync(HttpContext http)
    {
        await Databases.ReadAsync(connection => HostAsync(connection, http.RequestAborted), http.RequestAborted);
        await http.Response.WriteAsync("OK", http.RequestAborted);
    }

    private async Task HomeAsync(HttpContext http)
    {
        var host = await Databases.ReadAsync(connection => HostAsync(connection, http.RequestAborted), http.RequestAborted);
        await HtmlAsync(http, "Internet Engineering Task Force", $"<p>Welcome to {Text(host)}.</p>");
    }

    private async Task PageAsync(HttpContext http)
    {
        var slug = http.Request.RouteValues["slug"] as string ?? "";
        var page = DraftName.IsName(slug)
            ? await Databases.ReadAsync(connection => FindAsync(connection, slug, http.RequestAborted), http.RequestAborted)
            : null;
        if (page is not var (title, body))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await HtmlAsync(http, "404", "<p>No such page. Were you looking for a <a href=\"/charter/\">charter</a>?</p>");
            return;
        }
        await HtmlAsync(http, title, $"<p>{Text(body)}</p>");
    }

    private static async Task<(string Title, string Body)?> FindAsync(
        NpgsqlConnection connection, string slug, CancellationToken cancellation)
    {
        await using var query = Command(connection, "select title, body from page where slug = $1 and live order by id limit 1", P(slug));
        await using var rows = await query.ExecuteReaderAsync(cancellation);
        return await rows.ReadAsync(cancellation) ? (rows.GetString(0), rows.GetString(1)) : null;
    }

    private static async Task<string> HostAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var query = Command(connection, "select coalesce(min(hostname), '') from site");
        return (string)(await query.ExecuteScalarAsync(cancellation))!;
    }
}
