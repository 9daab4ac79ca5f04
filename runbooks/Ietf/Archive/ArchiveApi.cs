using System.Text;
using System.Text.Json;
using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>Asks a mail archive what its interfaces for programs tell, past every cache.</summary>
internal sealed class ArchiveApi(StepContext context, Place<SiteAddress> site) : IDisposable
{
    /// <summary>The header with the key for imports.</summary>
    public const string Key = "X-API-Key";

    /// <summary>Where messages are handed in.</summary>
    public const string Import = "/api/v1/message/import/";

    private const int Longest = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpAsker _asker = new(context.At(site));

    /// <summary>A check that messages can be taken out, as Datatracker's review tool does; "draft" is in every archive.</summary>
    public static SiteAnswers Exports(Place<SiteAddress> site) => Http.Answers(
        site, "/arch/export/mbox/?q=draft", Expect.StatusOf(200), new Expect.BodyContains("\nMessage-ID: "));

    /// <summary>A page, by status and text.</summary>
    public async Task<(int Status, string Text)> PageAsync(string path, CancellationToken cancellation)
    {
        var headers = new[] { KeyValuePair.Create("Cache-Control", "no-cache") };
        var answer = await _asker.AskAsync("GET", path, headers, Longest, Patience, context.Time, cancellation);
        return (answer.Status, Encoding.UTF8.GetString(answer.Body));
    }

    /// <summary>A JSON answer.</summary>
    /// <exception cref="EffectException">It was none.</exception>
    public async Task<T> JsonAsync<T>(string path, CancellationToken cancellation)
    {
        var (status, text) = await PageAsync(path, cancellation);
        try
        {
            return status == 200 && JsonSerializer.Deserialize<T>(text, Json.Values) is { } value ? value : throw new JsonException();
        }
        catch (JsonException)
        {
            throw new EffectException($"{_asker.Address(path)}{_asker.At} answered {status}, and 200 with JSON was expected.");
        }
    }

    /// <summary>Hands in a message, as the list server's archiver does.</summary>
    /// <exception cref="EffectException">It was not taken.</exception>
    public async Task ImportAsync(string list, string message, CancellationToken cancellation)
    {
        var key = await SecretHeaderFile.ReadAsync(context, site, Key, cancellation);
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            list_name = list,
            list_visibility = "public",
            message = Convert.ToBase64String(Encoding.UTF8.GetBytes(message)),
        });
        var answer = await _asker.PostJsonAsync(Import, [key], body, Patience, context.Time, cancellation);
        if (answer.Status != 201)
            throw new EffectException($"POST {_asker.Address(Import)}{_asker.At} answered {answer.Status}, and 201 was expected.");
    }

    public void Dispose() => _asker.Dispose();
}
