using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check that the workers have done everything: twice in a row nothing waits in any queue, nothing is taken and not acknowledged, and
/// every queue has somebody who takes from it.
/// </summary>
/// <param name="Broker">The broker.</param>
public sealed record QueuesDrained(Place<QueueAddress> Broker) : IProbe<QueuesSeen>
{
    /// <summary>Between the two looks, so that a task which makes another is not missed.</summary>
    public TimeSpan Between { get; init; } = TimeSpan.FromMilliseconds(30);

    public string Verb => $"see that {Broker} is drained";

    public async ValueTask<Finding<QueuesSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var api = new QueueApi(context, Broker);
        try
        {
            var first = Judge(await api.LookAsync(cancellation));
            if (first.Verdict != Verdict.Done)
                return first;
            await Task.Delay(Between, context.Time, cancellation);
            return Judge(await api.LookAsync(cancellation));
        }
        catch (EffectException failure)
        {
            return Finding.Unknown<QueuesSeen>(failure.Message);
        }
    }

    private Finding<QueuesSeen> Judge(QueuesSeen seen)
    {
        var alone = seen.Queues.Where(queue => queue.Consumers == 0).Select(queue => queue.Name).ToList();
        if (alone.Count > 0)
            return Finding.NotDone(seen, $"nobody takes from {string.Join(", ", alone)} of {Broker}, where {seen.Tasks} tasks are; does "
                + "its worker run?");
        if (seen.Tasks > 0)
            return Finding.NotDone(seen, $"{Broker} is not drained: {seen.Said()}; where these do not become fewer, look at the worker's "
                + "log");
        return seen.Queues.Length > 0
            ? Finding.Done(seen, $"nothing waits or is under way in the {seen.Queues.Length} queues of {Broker}")
            : Finding.NotDone(seen, $"{Broker} has no queue at all; is that the application's virtual host?");
    }
}
