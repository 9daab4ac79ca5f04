using System.Text;
using Cutover.Engine;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Cutover.Effects;

/// <summary>
/// A check of a broker before it is needed: its API takes the user, the virtual host has a queue, an application is let in, and what it
/// sends is taken. A broker that is short of memory or disk lets everybody in and takes nothing (rabbitmq.com, "Memory and Disk Alarms").
/// </summary>
/// <param name="Broker">The broker.</param>
public sealed record BrokerAnswers(Place<QueueAddress> Broker) : IProbe<QueuesSeen>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string Verb => $"see that {Broker} answers and lets in";

    public async ValueTask<Finding<QueuesSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var api = new QueueApi(context, Broker);
        var address = context.At(Broker);
        try
        {
            var seen = await api.LookAsync(cancellation);
            await using var connection = await QueueLink.OpenAsync(context, Broker, cancellation);
            if (await RefusalAsync(connection, context.Time, cancellation) is { } refusal)
                return Finding.NotDone(seen, $"{Broker} lets {address.User} into {address.VirtualHost} and takes nothing: {refusal}");
            return seen.Queues.Length > 0
                ? Finding.Done(seen, $"{Broker} lets {address.User} into {address.VirtualHost}, which has "
                    + string.Join(", ", seen.Queues.Select(queue => queue.Name)))
                : Finding.NotDone(seen, $"{Broker} has no queue in {address.VirtualHost}: what is sent there would be dropped; has the "
                    + "application declared its queues?");
        }
        catch (EffectException failure)
        {
            return Finding.Unknown<QueuesSeen>(failure.Message);
        }
    }

    /// <summary>Sends what no queue is for: it goes all the way in and comes back, and no worker ever sees it.</summary>
    private static async Task<string?> RefusalAsync(IConnection connection, TimeProvider time, CancellationToken cancellation)
    {
        var alarm = "";
        connection.ConnectionBlockedAsync += (_, blocked) =>
        {
            alarm = $"; it says '{blocked.Reason}'";
            return Task.CompletedTask;
        };
        using var patience = new CancellationTokenSource(Patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            // It ends with its connection: a broker that takes nothing would not hear that it is closed.
            var channel = await connection.CreateChannelAsync(QueueLink.Confirmed, stop.Token);
            var nobody = $"cutover-{Guid.NewGuid():N}";
            var body = Encoding.ASCII.GetBytes(nobody);
            await channel.BasicPublishAsync("", nobody, mandatory: true, new BasicProperties(), body, stop.Token);
            return "what is for no queue is neither given back nor refused";
        }
        catch (PublishException back) when (back.IsReturn)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"what is sent is not confirmed within {Patience.TotalSeconds:0} s{alarm}; look at its memory and its disk";
        }
        catch (Exception refused) when (QueueLink.IsRefusal(refused))
        {
            return refused.GetBaseException().Message;
        }
    }
}
