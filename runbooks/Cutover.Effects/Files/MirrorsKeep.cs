using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check, from a mirror's point of view, that nobody deletes: a dry run of a mirror of the old daemon against the new one, which is asked
/// by its own configuration while its port is still closed.
/// </summary>
/// <param name="Old">The daemon that the mirror was made from.</param>
/// <param name="New">The daemon that is to serve.</param>
public sealed record MirrorsKeep(Place<MirrorAddress> Old, Place<MirrorAddress> New) : IProbe<MirrorSeen>
{
    private const int Named = 5;

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
        return seen.Delete == 0
            ? Finding.Done(seen, $"a mirror of {Old} would delete nothing at {New} and fetch {seen.Change} paths")
            : Finding.NotDone(seen, $"a mirror of {Old} would delete {seen.Delete} paths at {New}: "
                + $"{string.Join("; ", deleted.Take(Named))}{(deleted.Length > Named ? $" and {deleted.Length - Named} more" : "")}; "
                + "is everything mounted there?");
    }
}
