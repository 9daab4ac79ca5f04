using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Before the fence: hashes every table on both sides and notes their counters. What still stands as it did then needs no hashing inside
/// the freeze. It leaves enough sessions open for what comes. Both sides are in use, so hashes that differ here say nothing;
/// <see cref="SameContent"/> decides.
/// </summary>
/// <param name="Old">One side.</param>
/// <param name="New">The other side.</param>
/// <param name="Sessions">How many tables of a side are hashed at once.</param>
public sealed record HashCold(Place<DatabaseAddress> Old, Place<DatabaseAddress> New, int Sessions) : IProbe<ColdContent>
{
    public string Verb => $"hash {Old} and {New} while they are in use";

    public async ValueTask<Finding<ColdContent>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var began = context.Time.GetTimestamp();
        var old = SideContent.OfAsync(context.At(Old), cancellation);
        var next = SideContent.OfAsync(context.At(New), cancellation);
        await Task.WhenAll(old, next);
        var (one, other) = (await old, await next);
        var names = one.Names.Intersect(other.Names, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        var hashes = one.HashAsync(names, Sessions, cancellation);
        var others = other.HashAsync(names, Sessions, cancellation);
        await Task.WhenAll(hashes, others);
        var (left, right) = (await hashes, await others);
        await Task.WhenAll(
            Session.WarmAsync(context.At(Old), Sessions + 4, cancellation), Session.WarmAsync(context.At(New), Sessions + 4, cancellation));

        var tables = names.Order(StringComparer.Ordinal).Select(name => new ColdTable(name, left[name], right[name])).ToList();
        var took = (long)context.Time.GetElapsedTime(began).TotalMilliseconds;
        var rows = tables.Sum(table => table.Old.Rows);
        return Finding.Done(
            new ColdContent(tables, one.Statistics, other.Statistics, took), $"{tables.Count} tables with {rows} rows hashed on both "
                + $"sides in {took} ms");
    }
}
