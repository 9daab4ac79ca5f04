using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Asks RabbitMQ's management API (rabbitmq.com, "HTTP API reference"). Its statistics are samples, seconds old: a queue can be called
/// empty that is not. So they are not asked for: with disable_stats and enable_queue_totals each queue itself says how it is now.
/// </summary>
internal sealed class QueueApi : IDisposable
{
    private const int Limit = 4 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly StepContext _context;
    private readonly Place<QueueAddress> _place;
    private readonly QueueAddress _broker;
    private readonly HttpAsker _asker;

    public QueueApi(StepContext context, Place<QueueAddress> broker)
    {
        (_context, _place, _broker) = (context, broker, context.At(broker));
        _asker = new HttpAsker(new SiteAddress
        {
            Url = _broker.Url, ConnectTo = _broker.ConnectTo, AuthorityFile = _broker.AuthorityFile,
        });
    }

    /// <summary>Every queue of the virtual host as it is now.</summary>
    /// <exception cref="EffectException">There was no answer, or not the right one.</exception>
    public async Task<QueuesSeen> LookAsync(CancellationToken cancellation)
    {
        var host = Uri.EscapeDataString(_broker.VirtualHost);
        var queues = await JsonAsync<ImmutableArray<Totals>>(
            $"/api/queues/{host}?disable_stats=true&enable_queue_totals=true", cancellation);
        var consumers = await JsonAsync<ImmutableArray<Consumer>>($"/api/consumers/{host}", cancellation);
        return new QueuesSeen([.. queues.Select(Seen).OrderBy(queue => queue.Name, StringComparer.Ordinal)]);

        QueueSeen Seen(Totals queue) =>
            queue is { Name: { } name, Ready: { } ready, Unacknowledged: { } taken }
                ? new QueueSeen(name, ready, taken, consumers.Count(consumer => consumer.Queue?.Name == name))
                : throw new EffectException($"{_place} at {_broker.Url} does not say how much waits in {queue.Name ?? "a queue"}: its "
                    + $"state is '{queue.State}', and RabbitMQ from 3.8.3 on says so where it is up.");
    }

    public void Dispose() => _asker.Dispose();

    private async Task<T> JsonAsync<T>(string path, CancellationToken cancellation)
    {
        var password = await PasswordAsync(_place, _broker, cancellation);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_broker.User}:{password}"));
        var answer = await _asker.AskAsync(
            "GET", path, [KeyValuePair.Create("Authorization", $"Basic {basic}")], Limit, Patience, _context.Time, cancellation);
        var where = $"{_place} at {_broker.Url}{_asker.At}";
        try
        {
            return (HttpStatusCode)answer.Status switch
            {
                HttpStatusCode.OK when !answer.Cut => JsonSerializer.Deserialize<T>(answer.Body)!,
                HttpStatusCode.Unauthorized => throw new EffectException(
                    $"{where} refuses {_broker.User} with the password of {_broker.PasswordFile}, or the user may not use its API; "
                    + "mend the password, or give the user the tag monitoring."),
                HttpStatusCode.NotFound => throw new EffectException(
                    $"{where} has no virtual host {_broker.VirtualHost} that {_broker.User} may see; make it and give the permissions."),
                _ => throw new EffectException($"{where} answered {answer.Status} for {path}, and 200 was expected."),
            };
        }
        catch (JsonException failure)
        {
            throw new EffectException($"{where} answered {path} with something that is not what RabbitMQ says: {failure.Message}", failure);
        }
    }

    /// <exception cref="EffectException">The file cannot be read.</exception>
    public static async Task<string> PasswordAsync(Place<QueueAddress> place, QueueAddress broker, CancellationToken cancellation)
    {
        try
        {
            return (await File.ReadAllLinesAsync(broker.PasswordFile, cancellation)).FirstOrDefault("");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EffectException($"The password of {place} cannot be read from {broker.PasswordFile}: {failure.Message}", failure);
        }
    }

    private sealed record Totals(
        [property: JsonPropertyName("name")] string? Name,
        [property: JsonPropertyName("state")] string? State,
        [property: JsonPropertyName("messages_ready")] long? Ready,
        [property: JsonPropertyName("messages_unacknowledged")] long? Unacknowledged);

    private sealed record Consumer([property: JsonPropertyName("queue")] ConsumerQueue? Queue);

    private sealed record ConsumerQueue([property: JsonPropertyName("name")] string? Name);
}
