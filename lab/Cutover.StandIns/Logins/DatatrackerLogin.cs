using System.Net;
using System.Net.Sockets;
using DnsClient;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cutover.StandIns;

/// <summary>Signing in with a Datatracker account: an OpenID client as the framework makes it, with the authorization code flow.</summary>
internal static class DatatrackerLogin
{
    private const string Name = "name";

    /// <summary>Adds what signing in needs; nothing where the settings name no issuer.</summary>
    public static void Add(IServiceCollection services, StandInSettings settings, string callback)
    {
        if (settings.OpenidIssuer is not { } issuer)
            return;

        // Sessions end with the process, as they do when a service moves.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie()
            .AddOpenIdConnect(options =>
            {
                options.Authority = issuer;
                options.RequireHttpsMetadata = false;
                options.ClientId = settings.Need(settings.OpenidClient, "openid_client");
                options.ClientSecret = File.ReadAllText(settings.Need(settings.OpenidSecretFile, "openid_secret_file")).Trim();
                options.CallbackPath = callback;
                options.ResponseType = "code";
                options.ResponseMode = "query";
                options.MapInboundClaims = false;
                options.GetClaimsFromUserInfoEndpoint = true;
                options.TokenValidationParameters.NameClaimType = Name;
                options.BackchannelHttpHandler = Handler(settings.Need(settings.Resolver, "resolver"));
                options.BackchannelTimeout = TimeSpan.FromSeconds(10);

                // The lab speaks no TLS, and a browser takes SameSite=None only with it.
                options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
                options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.Events.OnRemoteFailure = RefuseAsync;
            });
    }

    /// <summary>Sends people away to sign in, and back to a page.</summary>
    public static Task BeginAsync(HttpContext http, string page) =>
        http.ChallengeAsync(OpenIdConnectDefaults.AuthenticationScheme, new AuthenticationProperties { RedirectUri = page });

    /// <summary>Who is signed in; null for nobody.</summary>
    public static string? Who(HttpContext http) => http.User.Identity is { IsAuthenticated: true, Name: var name } ? name : null;

    private static async Task RefuseAsync(RemoteFailureContext context)
    {
        var why = context.Failure?.InnerException?.Message ?? context.Failure?.Message ?? "it failed";
        await Console.Error.WriteLineAsync($"sign-in: {why}");
        context.HandleResponse();
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        await context.Response.WriteAsync($"sign-in failed: {why.Split('\n')[0]}\n", context.HttpContext.RequestAborted);
    }

    /// <summary>The lab's names are known to its own resolver only.</summary>
    private static SocketsHttpHandler Handler(string resolver)
    {
        var names = new LookupClient(new LookupClientOptions(IPEndPoint.Parse(resolver)) { UseCache = false });
        return new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = async (context, cancellation) =>
            {
                var answer = await names.QueryAsync(context.DnsEndPoint.Host, QueryType.A, cancellationToken: cancellation);
                var address = answer.Answers.ARecords().FirstOrDefault()?.Address
                    ?? throw new HttpRequestException($"{context.DnsEndPoint.Host} has no address");
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(address, context.DnsEndPoint.Port, cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
    }
}
