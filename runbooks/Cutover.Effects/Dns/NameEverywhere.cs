using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check that a name has a value at every authoritative server and, unless told otherwise, at every resolver the estate names.
/// </summary>
public sealed record NameEverywhere(Place<NameAddress> Name, Place<TargetAddress> Value) : IProbe<NameSeen>
{
    /// <summary>Whether resolvers are asked too; one that holds answers longer than their TTL keeps this from coming true.</summary>
    public bool AndResolvers { get; init; } = true;

    public string Verb => $"see that {Name} is {Value} everywhere";

    public async ValueTask<Finding<NameSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var name = context.At(Name);
        var value = NameServers.Values(name, context.At(Value));
        try
        {
            var servers = NameServers.AuthoritativeAsync(name, cancellation);
            var resolvers = AndResolvers
                ? NameServers.ResolversAsync(name, cancellation)
                : Task.FromResult(ImmutableArray<ServerAnswer>.Empty);
            await Task.WhenAll(servers, resolvers);
            ImmutableArray<ServerAnswer> answers = [.. await servers, .. await resolvers];
            var others = answers.Where(answer => !answer.Says(value)).ToList();
            var seen = new NameSeen(answers, answers.Length - others.Count);
            return others.Count == 0
                ? Finding.Done(seen, $"{seen.Answers.Length} servers say {name.Name} is {string.Join(" and ", value)}")
                : Finding.NotDone(seen, $"{string.Join("; ", others)}, to be {string.Join(" and ", value)}");
        }
        catch (EffectException failure)
        {
            return Finding.Unknown<NameSeen>(failure.Message);
        }
    }
}
