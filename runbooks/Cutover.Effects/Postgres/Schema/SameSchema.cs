using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Both sides define the same tables, columns in their order, constraints, indexes, triggers, views, routines, sequences and types.
/// </summary>
public sealed record SameSchema(Place<DatabaseAddress> Old, Place<DatabaseAddress> New) : IProbe<SchemaCompared>
{
    public string Verb => $"compare the schemas of {Old} and {New}";

    public async ValueTask<Finding<SchemaCompared>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        return await CompareAsync(old, next);
    }

    internal static async Task<Finding<SchemaCompared>> CompareAsync(Session old, Session next)
    {
        var one = await SchemaFingerprint.OfAsync(old);
        var two = await SchemaFingerprint.OfAsync(next);
        var differences = one.Differences(two);
        var seen = new SchemaCompared(one.Digest, two.Digest, differences.Count, two.Objects.Count);
        return differences.Count switch
        {
            0 => Finding.Done(seen, $"{one.Objects.Count} objects are defined the same in {old.At} and {next.At}"),
            _ when two.Objects.Count == 0 => Finding.NotDone(seen, $"{next.At} has nothing of what {old.At} has"),
            _ => Finding.HalfDone(
                seen, $"{differences.Count} objects differ between {old.At} and {next.At}: {string.Join("; ", differences.Take(5))}"),
        };
    }
}
