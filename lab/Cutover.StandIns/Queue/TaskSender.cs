using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Cutover.StandIns;

/// <summary>
/// Puts tasks into the broker's queue, each confirmed: on disk before anybody is told that it is there. Connects when it is first needed.
/// </summary>
public sealed class TaskSender(StandInSettings settings) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private IConnection? _connection;
    private IChannel? _channel;

    /// <summary>Connects, so that a broker that is away is known before anything is promised.</summary>
    /// <exception cref="UnavailableException">It cannot be reached.</exception>
    public async Task ReadyAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await ChannelAsync(cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Has the broker give back a task that is for no queue: the first that counts finds all connected and compiled.</summary>
    /// <exception cref="UnavailableException">It cannot be reached.</exception>
    public async Task WarmAsync(CancellationToken cancellation)
    {
        try
        {
            await SendAsync($"nobody-{Guid.NewGuid():N}", "", 0, cancellation);
        }
        catch (UnavailableException e) when (e.InnerException is PublishException { IsReturn: true })
        {
            // As it should.
        }
    }

    /// <summary>Puts a task into the queue.</summary>
    /// <exception cref="UnavailableException">It is not known to be there.</exception>
    public Task PutAsync(string task, long id, CancellationToken cancellation) =>
        SendAsync(settings.Need(settings.Queue, "queue"), task, id, cancellation);

    private async Task SendAsync(string queue, string task, long id, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var channel = await ChannelAsync(cancellation);
            var properties = new BasicProperties
            {
                Persistent = true, Type = task, MessageId = Guid.NewGuid().ToString(), ContentType = "application/json",
            };
            var body = JsonSerializer.SerializeToUtf8Bytes(new TaskBody(id), StandInJson.Default.TaskBody);
            await channel.BasicPublishAsync("", queue, mandatory: true, properties, body, cancellation);
        }
        catch (Exception e) when (e is RabbitMQClientException or IOException)
        {
            throw new UnavailableException($"the task could not be put into the queue: {e.Message}", e);
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_channel is not null)
            await _channel.DisposeAsync();
        if (_connection is not null)
            await _connection.DisposeAsync();
        _one.Dispose();
    }

    private async Task<IChannel> ChannelAsync(CancellationToken cancellation)
    {
        if (_channel is { IsOpen: true })
            return _channel;
        try
        {
            if (_connection is { IsOpen: false })
                await _connection.DisposeAsync();
            if (_connection is not { IsOpen: true })
                _connection = await BrokerAddress.Factory(settings).CreateConnectionAsync(cancellation);
            var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
            return _channel = await _connection.CreateChannelAsync(confirmed, cancellation);
        }
        catch (Exception e) when (e is RabbitMQClientException or IOException)
        {
            throw new UnavailableException($"the broker cannot be reached: {e.Message}");
        }
    }
}
