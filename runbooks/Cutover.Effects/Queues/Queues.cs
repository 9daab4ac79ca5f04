using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Brokers and what waits in them.</summary>
public static class Queues
{
    /// <summary>
    /// A check that a broker takes its user, has the virtual host and a queue, lets an application in and takes what it sends.
    /// </summary>
    public static BrokerAnswers Answers(Place<QueueAddress> broker) => new(broker);

    /// <summary>A check that every queue has somebody who takes from it, and that nothing waits and nothing is under way.</summary>
    public static QueuesDrained Drained(Place<QueueAddress> broker) => new(broker);

    /// <summary>A check that nothing is in any queue and that nobody takes from one.</summary>
    public static QueuesEmpty Empty(Place<QueueAddress> broker) => new(broker);

    /// <summary>
    /// Carries what waits at one broker to the other. What is cut short may come twice and is never lost, so tasks must bear that.
    /// </summary>
    public static CarryTasks Carry(Place<QueueAddress> from, Place<QueueAddress> to) => new(from, to);
}
