using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Points a name from one target to another; taken back, points it back.</summary>
/// <param name="Name">The name; its TTL stays what it is.</param>
/// <param name="From">What it must point at for the change to be made.</param>
/// <param name="To">What it points at then.</param>
public sealed record FlipName(Place<NameAddress> Name, Place<TargetAddress> From, Place<TargetAddress> To) : IReversible<NameSeen>
{
    public string Verb => $"point {Name} from {From} to {To}";

    public async ValueTask<Finding<NameSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var name = context.At(Name);
        var to = NameServers.Values(name, context.At(To));
        try
        {
            return Judge(name, to, await NameServers.AuthoritativeAsync(name, cancellation));
        }
        catch (EffectException failure)
        {
            return Finding.Unknown<NameSeen>(failure.Message);
        }
    }

    public ValueTask DoAsync(StepContext context, NameSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        return SetAsync(context, context.At(From), context.At(To), cancellation);
    }

    public ValueTask UndoAsync(StepContext context, NameSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        return SetAsync(context, context.At(To), context.At(From), cancellation);
    }

    /// <summary>Serials grow; what each server gives decides, and it must be what some server gave before.</summary>
    public bool IsUndone(NameSeen before, NameSeen now) =>
        before is not null && now is { There: 0 } && now.Answers.All(answer => before.Answers.Any(then => then.Says(answer.Values)));

    private static Finding<NameSeen> Judge(NameAddress name, ImmutableArray<string> to, ImmutableArray<ServerAnswer> answers)
    {
        var behind = answers.Where(answer => !answer.Says(to)).ToList();
        var seen = new NameSeen(answers, answers.Length - behind.Count);
        if (behind.Count == 0)
            return Finding.Done(seen, $"every server says {name.Name} is {string.Join(" and ", to)}");

        return behind.Count == answers.Length
            ? Finding.NotDone(seen, $"{behind[0]}, to be {string.Join(" and ", to)}")
            : Finding.HalfDone(seen, $"{string.Join("; ", behind)}, while {answers.First(answer => answer.Says(to))}");
    }

    private static async ValueTask SetAsync(
        StepContext context, NameAddress name, TargetAddress expected, TargetAddress wanted, CancellationToken cancellation)
    {
        var now = await NameServers.PrimaryAsync(name, cancellation);
        var to = NameServers.Values(name, wanted);
        if (now.Says(to))
            return;

        var from = NameServers.Values(name, expected);
        if (!now.Says(from))
        {
            throw new EffectException(
                $"{name.Name} is not pointed to {string.Join(" and ", to)}: {now}, and {string.Join(" and ", from)} was expected; "
                    + "somebody else changed it, look at it and decide.");
        }

        await new DnsUpdate(name).Expecting(from).Set(to, now.Ttl).SendAsync(context, cancellation);
    }

    private ValueTask SetAsync(StepContext context, TargetAddress expected, TargetAddress wanted, CancellationToken cancellation) =>
        SetAsync(context, context.At(Name), expected, wanted, cancellation);
}
