using System.Runtime.InteropServices;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Cutover.StandIns;

/// <summary>
/// The Datatracker's worker: takes tasks from the broker's queue, one after another, and acknowledges each when what it did is committed.
/// Told to stop, it finishes the one it is at; what it had only fetched goes back into the queue.
/// </summary>
public sealed class Worker : IAsyncDisposable
{
    /// <summary>Fetched at once, as Celery does for each of its processes.</summary>
    private const ushort Fetched = 4;

    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(300);

    private readonly StandInSettings _settings;
    private readonly Databases _databases;
    private readonly SubmissionWork _submissions;
    private readonly SemaphoreSlim _busy = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private volatile bool _isStopping;

    public Worker(StandInSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _databases = new Databases(settings);
        _submissions = new SubmissionWork(_databases, new DraftStore(settings.Need(settings.Files, "files")));
    }

    public async Task RunAsync()
    {
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        try
        {
            await using var connection = await ConnectAsync();
            await using var channel = await connection.CreateChannelAsync(cancellationToken: _stop.Token);
            await channel.BasicQosAsync(0, Fetched, global: false, _stop.Token);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += (_, delivery) => TakeAsync(channel, delivery);
            await channel.BasicConsumeAsync(_settings.Need(_settings.Queue, "queue"), autoAck: false, consumer, _stop.Token);
            await Console.Out.WriteLineAsync($"{_settings.Name} takes tasks");
            await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            await Console.Out.WriteLineAsync($"{_settings.Name} stopped");
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;

            // The task under way ends before the connection does; no other begins, because this is not given back.
            _isStopping = true;
            _busy.Wait();
            _stop.Cancel();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _databases.DisposeAsync();
        _busy.Dispose();
        _stop.Dispose();
    }

    /// <summary>A broker that is away is waited for.</summary>
    private async Task<IConnection> ConnectAsync()
    {
        while (true)
        {
            try
            {
                return await BrokerAddress.Factory(_settings).CreateConnectionAsync(_stop.Token);
            }
            catch (Exception e) when (e is RabbitMQClientException or IOException)
            {
                await Console.Error.WriteLineAsync($"{DateTimeOffset.UtcNow:O} the broker cannot be reached: {e.Message}");
                await Task.Delay(Again, _stop.Token);
            }
        }
    }

    private async Task TakeAsync(IChannel channel, BasicDeliverEventArgs delivery)
    {
        if (!_settings.Acknowledges || _isStopping)
            return;
        var (task, body) = (delivery.BasicProperties.Type ?? "", delivery.Body.ToArray());
        await _busy.WaitAsync(_stop.Token);
        try
        {
            await WorkAsync(task, body);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, CancellationToken.None);
        }
        catch (Exception e) when (Faults.IsUnavailable(e) || e is UnknownOutcomeException or IOException)
        {
            await Console.Error.WriteLineAsync($"{DateTimeOffset.UtcNow:O} {task} was not done and goes back: {e.Message}");
            await Task.Delay(Again, CancellationToken.None);
            await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true, CancellationToken.None);
        }
        finally
        {
            _busy.Release();
        }
    }

    private Task WorkAsync(string task, byte[] body) =>
        task switch
        {
            SubmissionWork.Name when Read(body) is { } about => _submissions.DoAsync(about.Id),
            _ => Console.Error.WriteLineAsync($"{DateTimeOffset.UtcNow:O} nobody knows the task '{task}'; it is dropped"),
        };

    private static TaskBody? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, StandInJson.Default.TaskBody);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
