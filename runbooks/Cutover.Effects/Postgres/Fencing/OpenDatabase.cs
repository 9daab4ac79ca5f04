using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Lets the applications write to the new side. Undone, it is a fence there: LOGIN goes, sessions end, and that is proved.
/// </summary>
/// <param name="Database">The new side.</param>
/// <param name="Writers">The applications' roles.</param>
/// <param name="Exempt">Roles that could write and keep LOGIN when the opening is undone.</param>
public sealed record OpenDatabase(
    Place<DatabaseAddress> Database, IReadOnlyList<string> Writers, IReadOnlyList<string> Exempt) : IReversible<Opened>, IOpening
{
    public string Verb => $"open {Database}";

    public async ValueTask<Finding<Opened>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        var roles = await Logins.ReadAsync(database, Writers);
        var seen = new Opened(roles, await OpenedMark.IsThereAsync(database), IsShut: false);
        if (seen.Ever && roles.All(role => role.CanLogin))
            return Finding.Done(seen, $"writers can enter {database.At}");

        var shut = await Shut.LookAsync(database, Writers, Exempt);
        return shut.Verdict == Verdict.Done
            ? Finding.NotDone(seen with { IsShut = true }, $"{database.At} is shut")
            : Finding.HalfDone(seen, shut.Why);
    }

    /// <summary>One transaction: either nobody was let in, or the mark says that somebody was.</summary>
    public async ValueTask DoAsync(StepContext context, Opened before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        await database.RunAllAsync(
            ["create schema if not exists cutover", OpenedMark.Statement(context.Run.Run), .. Writers.Select(
                role => $"alter role {Sql.Name(role)} login")]);
    }

    public async ValueTask UndoAsync(StepContext context, Opened before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        await Logins.ShutAsync(context, database, Writers, cancellation);
    }

    /// <summary>Shut again and proved; that it was open once stays true.</summary>
    public bool IsUndone(Opened before, Opened now) => now is { IsShut: true };
}
