using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A backup is one when it was restored. Tables that nobody has written to since they were hashed ahead must be the same in it, row by
/// row; the others must have as many rows as they had then, give or take what was inserted and deleted since. So it must be a backup made
/// after the hashing.
/// </summary>
/// <param name="Live">The database that the backup is of; it may be in use.</param>
/// <param name="Restored">Where the backup was restored to.</param>
/// <param name="Cold">What was hashed ahead; the live database is its new side.</param>
/// <param name="Sessions">How many tables are hashed at once.</param>
public sealed record RestoredContent(
    Place<DatabaseAddress> Live, Place<DatabaseAddress> Restored, Step<ColdContent> Cold, int Sessions) : IProbe<RestoredSeen>
{
    private const int Named = 5;

    public string Verb => $"prove that {Restored} is a backup of {Live}";

    public async ValueTask<Finding<RestoredSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (at, restoredAt) = (context.At(Live), context.At(Restored));
        if ((at.Host, at.Port, at.Database) == (restoredAt.Host, restoredAt.Port, restoredAt.Database))
            return Finding.Unknown<RestoredSeen>($"{Live} and {Restored} are the same database: restore the backup beside it");

        // The counters after the backup's content: what is counted as unchanged was so when the backup was made.
        var backup = await SideContent.OfAsync(restoredAt, cancellation);
        var names = backup.Names.ToHashSet(StringComparer.Ordinal);
        var content = await backup.HashAsync(names, Sessions, cancellation);
        var live = await SideContent.OfAsync(at, cancellation);
        var cold = context.Read(Cold);
        if (cold.NewStatistics != live.Statistics)
            return Finding.Unknown<RestoredSeen>(
                $"the counters of {at} began anew since its tables were hashed: hash them again, then restore a new backup");

        var before = cold.Tables.ToDictionary(table => table.Name, table => table.New, StringComparer.Ordinal);
        var (wrong, equal) = (new List<string>(), 0);
        foreach (var name in live.Names.Order(StringComparer.Ordinal))
        {
            if (!content.TryGetValue(name, out var has))
                wrong.Add($"{name} is not in it");
            else if (!before.TryGetValue(name, out var was))
                wrong.Add($"{name} was not hashed ahead");
            else if (Problem(has, was, live.CountersOf(name)!) is { } problem)
                wrong.Add($"{name} {problem}");
            else
                equal += was.Counters == live.CountersOf(name) ? 1 : 0;
        }

        var seen = new RestoredSeen(live.Names.Count(), content.Values.Sum(table => table.Rows), equal, wrong.Count);
        return Conclude(seen, wrong, at);
    }

    private static string? Problem(TableState has, TableState was, TableCounters now)
    {
        if (was.Counters == now)
            return (has.Rows, has.Hash) == (was.Rows, was.Hash) ? null : $"has {has.Rows} rows, not the {was.Rows} that stand in the other";

        // A table that was truncated or rewritten says nothing about the rows it had.
        var (least, most) = now.File == was.Counters.File
            ? (was.Rows - (now.Deleted - was.Counters.Deleted), was.Rows + (now.Inserted - was.Counters.Inserted))
            : (0, long.MaxValue);
        return has.Rows >= least && has.Rows <= most ? null : $"has {has.Rows} rows, which were {least} to {most} since it was hashed";
    }

    private Finding<RestoredSeen> Conclude(RestoredSeen seen, List<string> wrong, DatabaseAddress at)
    {
        if (wrong.Count > 0)
        {
            return Finding.NotDone(
                seen, $"the backup restored as {Restored} is not {at}: {wrong.Count} of {seen.Tables} tables are wrong: "
                    + string.Join("; ", wrong.Take(Named)));
        }

        return seen.Equal == 0
            ? Finding.NotDone(seen, $"no table of {at} stood still since it was hashed, so nothing of the backup can be compared in full")
            : Finding.Done(
                seen, $"the backup has {seen.Tables} tables with {seen.Rows} rows; {seen.Equal} tables are the same row by row, the others "
                    + "are written to and have the rows they had");
    }
}
