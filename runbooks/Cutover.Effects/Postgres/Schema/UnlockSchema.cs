using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>In Settle: definitions may change again, as they could before they were locked. Undone, they are locked again.</summary>
public sealed record UnlockSchema(Place<DatabaseAddress> Database) : IReversible<SchemaLockState>
{
    public string Verb => $"unlock the definitions of {Database}";

    public async ValueTask<Finding<SchemaLockState>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        var state = await SchemaLock.ReadAsync(database);
        return state.IsOpen
            ? Finding.Done(state, $"definitions of {database.At} are not locked")
            : Finding.NotDone(state, $"definitions of {database.At} are locked");
    }

    public async ValueTask DoAsync(StepContext context, SchemaLockState before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        await SchemaLock.UnlockAsync(database);
    }

    public async ValueTask UndoAsync(StepContext context, SchemaLockState before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        await SchemaLock.LockAsync(database);
    }

    public bool IsUndone(SchemaLockState before, SchemaLockState now) => now is { IsOpen: false };
}
