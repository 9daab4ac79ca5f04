using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cutover.StandIns;

/// <summary>What one process is told: its name, its address, its databases. No secrets: passwords are in pass files.</summary>
/// <param name="Name">The service's name; every answer carries it in <c>X-Served-By</c>.</param>
/// <param name="Listen">Address and port, or null for a process that serves nobody.</param>
/// <param name="Read">Connection string of the read-only role.</param>
/// <param name="Write">Connection string of the writing role; null makes every write answer 503.</param>
/// <param name="Files">The host's shared files, <c>/a</c> in the real estate.</param>
/// <param name="Sink">The scheduler appends one line for each message it sends.</param>
/// <param name="ApiTokens">A JSON file of endpoint name to token, readable by the service only.</param>
/// <param name="People">The address that every alias leads to.</param>
/// <param name="Smtp">The relay, address and port; null for an application that sends no mail.</param>
/// <param name="SmtpFrom">Its host's own address, by which the relay knows it.</param>
/// <param name="SmtpAuthority">The authority that signed the server's certificate, PEM.</param>
/// <param name="Sender">The address it sends from.</param>
/// <param name="Version">What <c>/api/version</c> tells.</param>
/// <param name="Spool">The maildir that the mail host puts messages for the archive into.</param>
/// <param name="Indexes">Whether the archive's importer fills the search index; a part that is broken on purpose does not.</param>
/// <param name="Keeps">Whether the archive keeps what it says 201 to; broken on purpose it does not.</param>
/// <param name="LargestBody">The longest body of a request, in bytes.</param>
/// <param name="Broker">The broker, address and port.</param>
/// <param name="BrokerUser">The application's user there.</param>
/// <param name="BrokerPasswordFile">The file with that user's password.</param>
/// <param name="VirtualHost">The broker's virtual host.</param>
/// <param name="Queue">The queue that tasks wait in.</param>
/// <param name="Acknowledges">Whether the worker does what it takes; broken on purpose it takes tasks and nothing comes of it.</param>
/// <param name="Archive">The mail archive as people reach it: documents lead to the messages that announced them.</param>
/// <param name="Exports">Whether the archive lets anybody export what was found; broken on purpose it refuses.</param>
/// <param name="OpenidIssuer">Who says who people are; null where nobody signs in.</param>
/// <param name="OpenidClient">What the application is called there.</param>
/// <param name="OpenidSecretFile">The file with its secret there.</param>
/// <param name="Resolver">Who knows names, address and port.</param>
/// <param name="Announcement">What the wiki tells everybody; null for nothing.</param>
/// <param name="Robots">Whether robots are told anything; broken on purpose the file is missing.</param>
/// <param name="Stylesheet">Where every page of www finds its stylesheet; null for pages without one.</param>
public sealed record StandInSettings(
    string Name,
    string? Listen,
    string? Read,
    string? Write,
    string? Files,
    string? Sink,
    string? ApiTokens,
    string? People = null,
    string? Smtp = null,
    string? SmtpFrom = null,
    string? SmtpAuthority = null,
    string? Sender = null,
    string Version = "12.15.1",
    string? Spool = null,
    bool Indexes = true,
    bool Keeps = true,
    long LargestBody = 90_000_000,
    string? Broker = null,
    string? BrokerUser = null,
    string? BrokerPasswordFile = null,
    string? VirtualHost = null,
    string? Queue = null,
    bool Acknowledges = true,
    string? Archive = null,
    bool Exports = true,
    string? OpenidIssuer = null,
    string? OpenidClient = null,
    string? OpenidSecretFile = null,
    string? Resolver = null,
    string? Announcement = null,
    bool Robots = true,
    string? Stylesheet = null)
{
    public static StandInSettings Load(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize(stream, StandInJson.Default.StandInSettings)
                ?? throw new SettingsException($"{file} holds null where settings were expected.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new SettingsException($"Settings cannot be read from {file}: {e.Message}");
        }
    }

    /// <summary>The address to listen on.</summary>
    [JsonIgnore]
    public IPEndPoint EndPoint =>
        IPEndPoint.TryParse(Listen ?? "", out var at)
            ? at
            : throw new SettingsException($"{Name}: 'Listen' must be address:port, seen '{Listen}'.");

    /// <summary>The setting, or one sentence that it is missing.</summary>
    public string Need(string? value, string called) =>
        value ?? throw new SettingsException($"{Name}: the setting '{called}' is missing.");
}
