using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check of a broker before it is needed: its API takes the user, the virtual host has a queue, and an application is let in.
/// </summary>
/// <param name="Broker">The broker.</param>
public sealed record BrokerAnswers(Place<QueueAddress> Broker) : IProbe<QueuesSeen>
{
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
}
