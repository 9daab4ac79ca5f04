using System.Collections.Immutable;

namespace Cutover.Engine;

/// <summary>Order and loops in a set of steps.</summary>
internal static class StepGraph
{
    /// <summary>Each step after all it needs; among equals, as written. The steps have no loop.</summary>
    public static ImmutableArray<Step> Ordered(IReadOnlyList<Step> steps)
    {
        var ordered = ImmutableArray.CreateBuilder<Step>(steps.Count);
        var placed = new HashSet<Step>();
        foreach (var step in steps)
            Place(step);

        return ordered.ToImmutable();

        // An own stack, because a plan may be a chain thousands of steps long.
        void Place(Step start)
        {
            var open = new Stack<Step>([start]);
            while (open.TryPeek(out var step))
            {
                var waitingFor = placed.Contains(step) ? null : step.Needs.FirstOrDefault(need => !placed.Contains(need));
                if (waitingFor is not null)
                {
                    open.Push(waitingFor);
                    continue;
                }

                open.Pop();
                if (placed.Add(step))
                    ordered.Add(step);
            }
        }
    }

    /// <summary>A loop in a graph, in the order of its edges, or null where there is none.</summary>
    public static IReadOnlyList<TNode>? Loop<TNode>(IReadOnlyDictionary<TNode, IReadOnlyCollection<TNode>> needs)
        where TNode : notnull
    {
        var remaining = needs.ToDictionary(node => node.Key, node => node.Value.Count(needs.ContainsKey));
        var users = needs.SelectMany(node => node.Value.Where(needs.ContainsKey), (node, need) => (need, node.Key))
            .ToLookup(edge => edge.need, edge => edge.Key);
        var free = new Queue<TNode>(remaining.Where(node => node.Value == 0).Select(node => node.Key));
        while (free.TryDequeue(out var node))
        {
            remaining.Remove(node);
            foreach (var user in users[node])
            {
                if (--remaining[user] == 0)
                    free.Enqueue(user);
            }
        }

        return remaining.Count == 0 ? null : Follow(needs, remaining);
    }

    private static List<TNode> Follow<TNode>(IReadOnlyDictionary<TNode, IReadOnlyCollection<TNode>> needs, Dictionary<TNode, int> looping)
        where TNode : notnull
    {
        var path = new List<TNode>();
        var node = looping.Keys.First();
        while (!path.Contains(node))
        {
            path.Add(node);
            node = needs[node].First(looping.ContainsKey);
        }

        return path[path.IndexOf(node)..];
    }
}
