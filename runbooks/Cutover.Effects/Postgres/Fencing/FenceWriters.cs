using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Keeps writers off a database: their roles lose LOGIN, their sessions end, and then it is proved that nobody can write and nobody does.
/// A read-only default would not do: an application can switch it off. A role that may only read stays.
/// </summary>
/// <param name="Database">The old side.</param>
/// <param name="Writers">
/// The roles that are kept out. A role belongs to the whole server, so each database that moves apart needs roles of its own.
/// </param>
/// <param name="Exempt">
/// Roles that could write and keep LOGIN all the same, such as a provider's own superuser. Their sessions are ended too.
/// </param>
/// <param name="Budget">How long writers may be kept out.</param>
public sealed record FenceWriters(
    Place<DatabaseAddress> Database, IReadOnlyList<string> Writers, IReadOnlyList<string> Exempt, TimeSpan Budget)
    : IReversible<Fenced>, IFence
{
    public string Verb => $"fence {Database}";

    public async ValueTask<Finding<Fenced>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        var roles = await Logins.ReadAsync(database, Writers);
        if (roles.All(role => role.CanLogin))
            return Finding.NotDone(new Fenced(roles, null, null, 0), $"writers can enter {database.At}");

        var mark = await Marker.ReadAsync(database, Marker.Fence);
        var look = await FenceLook.TakeAsync(database);
        var reasons = look.Reasons(Exempt, ReplicationNames.For(database.At).Back).ToList();
        if (reasons.Count > 0)
            return Finding.HalfDone(
                new Fenced(roles, null, mark, look.RowsChanged), $"{database.At} can still be written: {string.Join("; ", reasons)}");

        return mark == context.Run.IdempotencyKey
            ? Finding.Done(
                new Fenced(roles, look.Lsn, mark, look.RowsChanged), $"nobody can write to {database.At}, and nobody does; it ends at "
                    + $"{look.Lsn}")
            : Finding.HalfDone(
                new Fenced(roles, null, mark, look.RowsChanged), $"nobody can write to {database.At}, and its last marker is not "
                    + "written yet");
    }

    public async ValueTask DoAsync(StepContext context, Fenced before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        await Logins.ShutAsync(context, database, Writers, cancellation);
        await Marker.SetAsync(database, Marker.Fence, context.Run.IdempotencyKey);
    }

    /// <summary>Lifts the fence: the flags as they were, no more.</summary>
    public async ValueTask UndoAsync(StepContext context, Fenced before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(before);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        await Logins.RestoreAsync(database, before.Writers);
    }

    /// <summary>Somebody was let in and out again between two looks: what they wrote has not crossed.</summary>
    public string? Breach(object proved, object now) => proved is Fenced { Changes: var then } && now is Fenced { Changes: var changes }
        && changes != then ? $"{changes - then} rows of {Database} were changed since it was fenced; find who writes" : null;

    public bool IsUndone(Fenced before, Fenced now) => before is not null && now is not null && before.Writers.SequenceEqual(now.Writers);
}
