using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// From here to Settle, only Cutover changes the database's definitions: event triggers, or where they cannot be had CREATE is taken
/// away.
/// </summary>
public sealed record LockSchema(Place<DatabaseAddress> Database) : IReversible<SchemaLockState>
{
    public string Verb => $"lock the definitions of {Database}";

    public async ValueTask<Finding<SchemaLockState>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        return SchemaLock.Judge(database, await SchemaLock.ReadAsync(database), await Catalog.IsSuperuserAsync(database));
    }

    public async ValueTask DoAsync(StepContext context, SchemaLockState before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        await SchemaLock.LockAsync(database);
    }

    public async ValueTask UndoAsync(StepContext context, SchemaLockState before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        await SchemaLock.UnlockAsync(database);
    }

    public bool IsUndone(SchemaLockState before, SchemaLockState now) => now is { IsOpen: true };
}
