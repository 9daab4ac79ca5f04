using Cutover.Engine;
using RabbitMQ.Client;

namespace Cutover.Effects;

/// <summary>
/// Carries tasks from one broker to queues of the same names at another. Each is let go of only when the other has confirmed it, so one
/// that is cut short may be there twice, and none is lost.
/// </summary>
/// <param name="From">The broker that is left.</param>
/// <param name="To">The broker whose worker shall do them.</param>
public sealed record CarryTasks(Place<QueueAddress> From, Place<QueueAddress> To) : IEffect<QueuesSeen>
{
    public string Verb => $"carry the tasks of {From} to {To}";

    public async ValueTask<Finding<QueuesSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var api = new QueueApi(context, From);
        try
        {
            var seen = await api.LookAsync(cancellation);
            return seen.Tasks == 0
                ? Finding.Done(seen, $"no task is left in {From}")
                : Finding.NotDone(seen, $"tasks are left in {From}: {seen.Said()}");
        }
        catch (EffectException failure)
        {
            return Finding.Unknown<QueuesSeen>(failure.Message);
        }
    }

    public async ValueTask DoAsync(StepContext context, QueuesSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var api = new QueueApi(context, From);
        var seen = await api.LookAsync(cancellation);
        if (seen.Queues.FirstOrDefault(queue => queue.Consumers > 0) is { } used)
            throw new EffectException($"Somebody still takes from {used.Name} of {From}, so its tasks are not carried: stop that worker.");

        await using var source = await QueueLink.OpenAsync(context, From, cancellation);
        await using var target = await QueueLink.OpenAsync(context, To, cancellation);
        foreach (var queue in seen.Queues.Where(queue => queue.Ready > 0))
            context.Say($"{await OneAsync(context, source, target, queue.Name, cancellation)} tasks of {queue.Name} carried to {To}");
    }

    private async Task<int> OneAsync(
        StepContext context, IConnection source, IConnection target, string queue, CancellationToken cancellation)
    {
        try
        {
            await using var taking = await source.CreateChannelAsync(cancellationToken: cancellation);
            await using var giving = await target.CreateChannelAsync(QueueLink.Confirmed, cancellation);
            for (var carried = 0; ; carried++)
            {
                if (await taking.BasicGetAsync(queue, autoAck: false, cancellation) is not { } task)
                    return carried;
                await giving.BasicPublishAsync(
                    "", queue, mandatory: true, new BasicProperties(task.BasicProperties), task.Body, cancellation);
                await taking.BasicAckAsync(task.DeliveryTag, multiple: false, cancellation);
            }
        }
        catch (Exception failure) when (QueueLink.IsRefusal(failure))
        {
            throw new EffectException($"The tasks of {queue} could not be carried from {From} at {context.At(From).Host} to {To} at "
                + $"{context.At(To).Host}: {failure.Message} What was not carried is still in {From}.", failure);
        }
    }
}
