using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cutover.StandIns;

/// <summary>A wiki that does not move, and whose users sign in with their Datatracker accounts.</summary>
public sealed class Wiki(StandInSettings settings) : WebHost(settings)
{
    private const string Home = "/";

    protected override IReadOnlyList<(string Method, string Path, string Body)> WarmRequests { get; } = [("GET", Home, "")];

    protected override void Add(IServiceCollection services) => DatatrackerLogin.Add(services, Settings, "/login/callback");

    protected override void Map(IEndpointRouteBuilder at)
    {
        Get(at, Home, http => HtmlAsync(
            http, "Wiki", $"<p>{Text(DatatrackerLogin.Who(http) ?? "Nobody is signed in.")}</p><p>{Text(Settings.Announcement)}</p>"));
        Get(at, "/login", http => DatatrackerLogin.BeginAsync(http, Home));
    }

    /// <summary>It has no database.</summary>
    protected override Task WarmWritesAsync(NpgsqlConnection connection, CancellationToken cancellation) => Task.CompletedTask;
}
