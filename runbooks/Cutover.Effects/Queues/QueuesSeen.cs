using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Cutover.Effects;

/// <summary>The queues of a virtual host, by name.</summary>
public sealed record QueuesSeen(ImmutableArray<QueueSeen> Queues)
{
    /// <summary>Everything that somebody still has to do.</summary>
    [JsonIgnore]
    public long Tasks => Queues.Sum(queue => queue.Ready + queue.Unacknowledged);

    /// <summary>The queues that hold tasks, for people.</summary>
    internal string Said() => string.Join(", ", Queues.Where(queue => queue.Ready + queue.Unacknowledged > 0).Select(queue =>
        $"{queue.Name} holds {queue.Ready} that wait and {queue.Unacknowledged} that are taken and not done"));
}
