using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check that what one side does by itself at certain times, the other does too. A job is a line as the side prints it; comments and
/// the number of spaces do not count.
/// </summary>
/// <param name="Old">Prints the old side's jobs.</param>
/// <param name="New">Prints the new side's.</param>
public sealed record SameJobs(Place<ListAddress> Old, Place<ListAddress> New) : IProbe<InventorySeen>
{
    private const int Named = 5;

    public string Verb => $"compare the jobs of {Old} and {New}";

    public async ValueTask<Finding<InventorySeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            var old = await JobsAsync(context, Old, cancellation);
            var next = await JobsAsync(context, New, cancellation);
            if (old.Count == 0)
                return Finding.Unknown<InventorySeen>($"{Old} has no jobs, which proves nothing; mend the command that prints them.");
            string[] faults =
            [
                .. old.Except(next, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(job => $"it lacks '{job}'"),
                .. next.Except(old, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(job => $"it alone has '{job}'"),
            ];
            var seen = new InventorySeen(old.Count, faults.Length);
            return faults.Length == 0
                ? Finding.Done(seen, $"{New} has the {old.Count} jobs of {Old}")
                : Finding.NotDone(seen, $"{New} has other jobs than {Old}: {string.Join("; ", faults.Take(Named))}"
                    + (faults.Length > Named ? $"; and {faults.Length - Named} more" : ""));
        }
        catch (EffectException failure)
        {
            return Finding.Unknown<InventorySeen>(failure.Message);
        }
    }

    private static async Task<HashSet<string>> JobsAsync(StepContext context, Place<ListAddress> side, CancellationToken cancellation) =>
    [
        .. (await context.At(side).PrintedAsync(cancellation)).Split('\n')
            .Select(line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .Where(line => line.Length > 0 && line[0] != '#'),
    ];
}
