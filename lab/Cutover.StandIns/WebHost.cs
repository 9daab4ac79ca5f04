using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using static Cutover.StandIns.Answers;

namespace Cutover.StandIns;

/// <summary>What both web applications share: the listener, the header that names the server, and honest refusals.</summary>
public abstract class WebHost(StandInSettings settings) : IAsyncDisposable
{
    /// <summary>Seconds in <c>Retry-After</c> of every 503.</summary>
    private const string RetryAfter = "5";
    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    protected StandInSettings Settings { get; } = settings;

    protected Databases Databases { get; } = new(settings);

    /// <summary>Serves until SIGTERM; requests in flight are finished, idle connections are closed at once.</summary>
    public async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            options.UseUtcTimestamp = true;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(Settings.EndPoint);
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = Settings.LargestBody;
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(4));
        Add(builder.Services);
        await using var application = builder.Build();
        application.Use(GuardAsync);
        Map(application);
        await application.StartAsync();
        await Console.Out.WriteLineAsync($"{Settings.Name} listens on {Settings.EndPoint}");
        // The first request should not pay for compiling what it runs; a database that is not there yet is no failure.
        var warm = WarmAsync(application.Lifetime.ApplicationStopping);
        await application.WaitForShutdownAsync();
        await warm;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Databases.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds what the application needs of the framework beyond routes.</summary>
    protected virtual void Add(IServiceCollection services)
    {
    }

    /// <summary>Adds the application's addresses.</summary>
    protected abstract void Map(IEndpointRouteBuilder at);

    /// <summary>One address to read from; HEAD answers as GET does, without the body.</summary>
    protected static void Get(IEndpointRouteBuilder at, string pattern, RequestDelegate answer) =>
        at.MapMethods(pattern, ReadMethods, answer);

    /// <summary>Requests that change nothing and run the code of the common ones: a method, a path, a body.</summary>
    protected abstract IReadOnlyList<(string Method, string Path, string Body)> WarmRequests { get; }

    /// <summary>The statements of the common writes, about rows that cannot exist.</summary>
    protected abstract Task WarmWritesAsync(NpgsqlConnection connection, CancellationToken cancellation);

    protected static Task JsonAsync<T>(HttpContext http, int status, T body, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(body, type, contentType: "application/json", http.RequestAborted);
    }

    protected Task HtmlAsync(HttpContext http, string title, string body)
    {
        ArgumentNullException.ThrowIfNull(http);
        var style = Settings.Stylesheet is { } sheet ? $"<link rel=stylesheet href=\"{sheet}\">" : "";
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(
            $"<!doctype html><title>{Text(title)}</title>{style}<h1>{Text(title)}</h1>{body}\n", http.RequestAborted);
    }

    /// <summary>What robots are told.</summary>
    protected Task RobotsAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.StatusCode = Settings.Robots ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(Settings.Robots ? "User-agent: *\nDisallow: /search/\n" : "", http.RequestAborted);
    }

    /// <summary>Text made safe to stand in HTML.</summary>
    protected static string Text(string? value) => System.Net.WebUtility.HtmlEncode(value ?? "");

    protected static Task RefuseAsync(HttpContext http, int status, string why) =>
        JsonAsync(http, status, new ErrorAnswer(why), StandInJson.Default.ErrorAnswer);

    /// <summary>Puts every refusal into words that a client, a cache and a mail host understand alike.</summary>
    private async Task GuardAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers["X-Served-By"] = Settings.Name;
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            await RefuseAsync(http, e.StatusCode, "bad_request");
        }
        catch (Exception e) when (Faults.IsUnavailable(e) && !http.Response.HasStarted)
        {
            http.Response.Headers.RetryAfter = RetryAfter;
            http.Response.Headers.CacheControl = "no-store";
            var answer = new ErrorAnswer("maintenance", int.Parse(RetryAfter));
            await JsonAsync(http, StatusCodes.Status503ServiceUnavailable, answer, StandInJson.Default.ErrorAnswer);
        }
        catch (UnknownOutcomeException) when (!http.Response.HasStarted)
        {
            http.Response.Headers.CacheControl = "no-store";
            await RefuseAsync(http, StatusCodes.Status500InternalServerError, "unknown_outcome");
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody is left to answer.
        }
    }

    /// <summary>Tries once a second until the database can be read, then runs every common request once.</summary>
    private async Task WarmAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (!await TryWarmAsync(stopping))
                await timer.WaitForNextTickAsync(stopping);
            foreach (var (method, path, body) in WarmRequests)
                await WarmRequest.SendAsync(Settings.EndPoint, method, path, body, stopping);
            await Console.Out.WriteLineAsync($"{Settings.Name} is warm");
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or System.Net.Sockets.SocketException)
        {
            // It is being stopped.
        }
    }

    private async Task<bool> TryWarmAsync(CancellationToken stopping)
    {
        try
        {
            await Databases.RefusedWriteAsync(connection => WarmWritesAsync(connection, stopping), stopping);
            return true;
        }
        catch (Exception e) when (Faults.IsUnavailable(e))
        {
            return false;
        }
    }
}
