using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// No slot keeps more WAL than the budget, and a cap stands behind it: a subscriber that stops must not fill the publisher's disk.
/// </summary>
/// <param name="Database">The side that sends.</param>
/// <param name="BudgetBytes">Above this a person should look; the cap, where the server lets the slot go, should be well above.</param>
public sealed record WalWithin(Place<DatabaseAddress> Database, long BudgetBytes) : IProbe<RetainedWal>
{
    public string Verb => $"see that slots of {Database} keep at most {BudgetBytes / (1024 * 1024)} MB of WAL";

    public async ValueTask<Finding<RetainedWal>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        var seen = await RetainedWal.ReadAsync(database);
        if (seen.CapBytes < 0)
            return Finding.NotDone(seen, $"nothing caps the WAL that slots of {database.At} keep; set max_slot_wal_keep_size");
        if (seen.CapBytes <= BudgetBytes)
            return Finding.NotDone(
                seen, $"the cap of {database.At}, {seen.CapBytes} bytes, is not above the budget of {BudgetBytes} bytes; raise "
                    + "max_slot_wal_keep_size");

        return seen.RetainedBytes <= BudgetBytes
            ? Finding.Done(seen, $"slots of {database.At} keep {seen.RetainedBytes} bytes of WAL, the cap is {seen.CapBytes}")
            : Finding.NotDone(
                seen, $"the slot {seen.Slot} of {database.At} keeps {seen.RetainedBytes} bytes of WAL, more than {BudgetBytes}; see why "
                    + "its subscriber is behind, or drop it");
    }
}
