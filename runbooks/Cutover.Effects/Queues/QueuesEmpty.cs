using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A check that nothing is in any queue and that nobody takes from one: no worker runs that should not.</summary>
/// <param name="Broker">The broker.</param>
public sealed record QueuesEmpty(Place<QueueAddress> Broker) : IProbe<QueuesSeen>
{
    public string Verb => $"see that {Broker} is empty and that nobody takes from it";

    public async ValueTask<Finding<QueuesSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var api = new QueueApi(context, Broker);
        try
        {
            var seen = await api.LookAsync(cancellation);
            if (seen.Queues.IsEmpty)
                return Finding.Unknown<QueuesSeen>($"{Broker} has no queue at all; is that the application's virtual host?");
            if (seen.Tasks > 0)
                return Finding.NotDone(seen, $"{Broker} is not empty: {seen.Said()}");
            var taken = seen.Queues.Where(queue => queue.Consumers > 0).Select(queue => $"{queue.Name} ({queue.Consumers})").ToList();
            return taken.Count == 0
                ? Finding.Done(seen, $"nothing is in the {seen.Queues.Length} queues of {Broker}, and nobody takes from them")
                : Finding.NotDone(seen, $"somebody still takes from {string.Join(", ", taken)} of {Broker}: stop that worker");
        }
        catch (EffectException failure)
        {
            return Finding.Unknown<QueuesSeen>(failure.Message);
        }
    }
}
