using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check, from a mirror's point of view, that nobody deletes what the old daemon still has: a dry run of a mirror of the old daemon
/// against the new one. What people took away since the mirror was made, it would delete at the old one as well. Both are asked by their
/// own configuration, because the port of the one is closed already and that of the other is not open yet.
/// </summary>
/// <param name="Old">The daemon that the mirror was made from.</param>
/// <param name="New">The daemon that is to serve.</param>
public sealed record MirrorsKeep(Place<MirrorAddress> Old, Place<MirrorAddress> New) : IProbe<MirrorSeen>
{
    private const int Named = 5;

    /// <summary>
    /// More than people take away between a mirror and the night, and so is half of a module: the old side may have lost a mount as well.
    /// </summary>
    private const int AtMostGone = 1_000;

    public string Verb => $"see that no mirror of {Old} would delete when it pulls from {New}";

    public async ValueTask<Finding<MirrorSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (old, next) = (context.At(Old), context.At(New));
        if (old.Modules.Except(next.Modules, StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
            return Finding.NotDone(
                new MirrorSeen(0, 0), $"{New} lacks the modules {string.Join(", ", missing)} that mirrors of {Old} know");

        // From an empty mirror nothing can be deleted, whatever the new daemon serves.
        if (MirrorPull.Empty(old) is { Count: > 0 } empty)
            return Finding.Unknown<MirrorSeen>(
                $"the mirror of {string.Join(", ", empty)} of {Old} is missing or empty in {old.Mirror} on this machine, so nobody can say "
                + $"what mirrors would delete: copy {old.Mirror} from the machine that made the mirror, or pull it once more from {Old}; "
                + "a module that is empty for everybody belongs out of 'modules' in the estate's file");

        var (seen, deleted) = await MirrorPull.AskAsync(context, next, old.Mirror, behindItsPort: true, cancellation);
        if (seen.Delete == 0)
            return Finding.Done(seen, $"a mirror of {Old} would delete nothing at {New} and fetch {seen.Change} paths");

        var (taken, why) = await TakenAwayAsync(context, old, cancellation);
        ImmutableArray<string> lost = [.. deleted.Except(taken, StringComparer.Ordinal)];
        if (lost.Length > 0)
            return Finding.NotDone(seen, $"a mirror of {Old} would delete {lost.Length} paths at {New}{why}: "
                + $"{string.Join("; ", lost.Take(Named))}{(lost.Length > Named ? $" and {lost.Length - Named} more" : "")}; "
                + "is everything mounted there? Where people took them away there since it opened, skip this step");

        var halved = old.Modules.Where(module => IsHalved(old, module, deleted)).ToList();
        return seen.Delete <= AtMostGone && halved.Count == 0
            ? Finding.Done(seen, $"a mirror of {Old} would delete {seen.Delete} paths at {New}, which {Old} has not any more either, and "
                + $"fetch {seen.Change}")
            : Finding.NotDone(seen, $"a mirror of {Old} would delete {seen.Delete} paths that neither {Old} nor {New} has any more"
                + $"{(halved.Count > 0 ? $", more than half of {string.Join(", ", halved)}" : "")}, and at most {AtMostGone} and half of a "
                + "module are expected; is everything mounted on both? Where people took them away, skip this step");
    }

    private static bool IsHalved(MirrorAddress old, string module, ImmutableArray<string> deleted) =>
        2 * deleted.Count(path => path.StartsWith($"{module}/", StringComparison.Ordinal)) > MirrorPull.Paths(old, module);

    /// <summary>What the mirror would delete at the old daemon, too; nothing where that cannot be asked, with the reason.</summary>
    private async Task<(ImmutableArray<string> Paths, string Why)> TakenAwayAsync(
        StepContext context, MirrorAddress old, CancellationToken cancellation)
    {
        try
        {
            var (_, deleted) = await MirrorPull.AskAsync(context, old, old.Mirror, behindItsPort: true, cancellation);
            return (deleted, $" that {Old} has");
        }
        catch (EffectException failure)
        {
            return ([], $" (and {Old} cannot be asked whether it has them: {failure.Message.TrimEnd('.')})");
        }
    }
}
