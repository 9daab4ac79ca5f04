using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Every row of every table is the same on both sides. A table that was hashed before the fence is trusted where its counters on both
/// sides stand exactly as they did then; every other table is hashed now.
/// </summary>
/// <param name="Old">The side that was written.</param>
/// <param name="New">The side that will be.</param>
/// <param name="Cold">What was hashed before; absent, everything is hashed now.</param>
/// <param name="Sessions">How many tables of a side are hashed at once.</param>
public sealed record SameContent(
    Place<DatabaseAddress> Old, Place<DatabaseAddress> New, Step<ColdContent>? Cold, int Sessions) : IProbe<ContentProof>
{
    public string Verb => $"prove that {Old} and {New} hold the same rows";

    public async ValueTask<Finding<ContentProof>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var began = context.Time.GetTimestamp();
        var old = SideContent.OfAsync(context.At(Old), cancellation);
        var next = SideContent.OfAsync(context.At(New), cancellation);
        await Task.WhenAll(old, next);
        var (one, other) = (await old, await next);

        var cold = Cold is null ? null : context.Read(Cold);
        var doubt = cold is null ? null : Doubt(cold, one, other);
        var known = cold is null || doubt is not null ? [] : Trusted(cold, one, other);
        var hot = one.Names.Union(other.Names, StringComparer.Ordinal).Where(name =>
            !known.ContainsKey(name)).ToHashSet(StringComparer.Ordinal);
        if (doubt is not null)
            context.Say($"all {hot.Count} tables are hashed again, because {doubt}");
        var hashes = one.HashAsync(hot, Sessions, cancellation);
        var others = other.HashAsync(hot, Sessions, cancellation);
        await Task.WhenAll(hashes, others);

        var (left, right) = (await hashes, await others);
        var tables = hot.Select(name => Compare(name, left.GetValueOrDefault(name), right.GetValueOrDefault(name), cold: false))
            .Concat(known.Values.Select(table => Compare(table.Name, table.Old, table.New, cold: true)))
            .OrderBy(table => table.Name, StringComparer.Ordinal).ToList();
        var took = (long)context.Time.GetElapsedTime(began).TotalMilliseconds;
        return Conclude(context, new ContentProof(tables, tables.Sum(table => Math.Max(table.Rows, 0)), known.Count, took), doubt);
    }

    private Finding<ContentProof> Conclude(StepContext context, ContentProof proof, string? doubt)
    {
        var (old, next) = (context.At(Old), context.At(New));
        if (proof.Tables.Count == 0)
            return Finding.NotDone(proof, $"{old} and {next} have no tables, so there is nothing to prove");

        var differing = proof.Tables.Where(table => !table.IsSame).ToList();
        if (differing.Count == 0)
        {
            return Finding.Done(
                proof, $"{proof.Tables.Count} tables with {proof.Rows} rows are the same in {old} and {next}; "
                    + (doubt is null ? $"{proof.Cold} stood still since they were hashed" : $"all were hashed again, because {doubt}"));
        }

        var first = string.Join(
            "; ", differing.Take(5).Select(
                table => $"{table.Name}: {Rows(table.Rows)} in the first, {Rows(table.NewRows)} in the second{Same(table)}"));
        return Finding.NotDone(proof, $"{differing.Count} of {proof.Tables.Count} tables differ between {old} and {next}: {first}");
    }

    /// <summary>Why no counter can be trusted; null where they can.</summary>
    private string? Doubt(ColdContent cold, SideContent old, SideContent next) =>
        cold.OldStatistics != old.Statistics ? $"the counters of {Old} began anew"
        : cold.NewStatistics != next.Statistics ? $"the counters of {New} began anew"
        : (old.Intruder ?? next.Intruder) is { } intruder ? $"{intruder} may hold changes that are not counted yet"
        : null;

    /// <summary>Tables whose counters stand on both sides as they did.</summary>
    private static Dictionary<string, ColdTable> Trusted(ColdContent cold, SideContent old, SideContent next) => cold.Tables
        .Where(table => table.Old.Counters == old.CountersOf(table.Name) && table.New.Counters == next.CountersOf(table.Name))
        .Where(table => table.Old.Rows == table.New.Rows && table.Old.Hash == table.New.Hash)
        .ToDictionary(table => table.Name, StringComparer.Ordinal);

    private static TableProof Compare(string name, TableState? old, TableState? next, bool cold) =>
        new(name, old?.Rows ?? -1, old?.Hash ?? "", next?.Rows ?? -1, next?.Hash ?? "", cold);

    private static string Rows(long rows) => rows < 0 ? "no such table" : $"{rows} rows";

    private static string Same(TableProof table) => table.Rows == table.NewRows ? " with other content" : "";
}
