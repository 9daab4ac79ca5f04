using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Keeps the applications out of the new side from before its first copied byte until it opens.</summary>
/// <param name="Database">The new side.</param>
/// <param name="Writers">The roles that <see cref="OpenDatabase"/> lets in later.</param>
/// <param name="Exempt">Roles that could write and keep LOGIN, such as the provider's own superuser.</param>
public sealed record HoldShut(
    Place<DatabaseAddress> Database, IReadOnlyList<string> Writers, IReadOnlyList<string> Exempt) : IReversible<Shut>
{
    private const string Replicates =
        """
        exists (select from pg_subscription where subname like 'cutover\_%'
          and subdbid = (select oid from pg_database where datname = current_database()))
        """;

    public string Verb => $"keep writers out of {Database}";

    public async ValueTask<Finding<Shut>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        return await Shut.LookAsync(database, Writers, Exempt);
    }

    public async ValueTask DoAsync(StepContext context, Shut before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        await RefuseServingAsync(database);
        if (!await OpenedMark.IsHomeAsync(database))
            await OpenedMark.RefuseAsync(database, $"Shutting {database.At} for a first copy");
        else if ((await Logins.ReadAsync(database, Writers)).FirstOrDefault(role => role.CanLogin) is { } role)
            throw new DatabaseException(
                $"Shutting {database.At} for a first copy is refused: {role.Role} may log in there again, and what it has written since "
                    + "everything was carried home is nowhere else; keep what is worth keeping, then drop and create the database.");
        await Logins.ShutAsync(context, database, Writers, cancellation);
    }

    /// <summary>
    /// Lets in again whom it shut out; not where the side was opened since, because then it holds what the old side has by now, and is
    /// stale.
    /// </summary>
    public async ValueTask UndoAsync(StepContext context, Shut before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(before);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        if (!await OpenedMark.IsThereAsync(database))
            await Logins.RestoreAsync(database, before.Writers);
    }

    /// <summary>
    /// Addresses of old and new that were taken for each other would end the service, days before its night: a side that applications are
    /// in, with rows that no night has brought, is the one that serves.
    /// </summary>
    private async Task RefuseServingAsync(Session database)
    {
        var users = await database.OneAsync<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and usename = any($1)", (object)Writers.ToArray());
        if (users == 0 || await OpenedMark.IsThereAsync(database) || await database.IsAsync(Replicates))
            return;
        foreach (var table in await Catalog.TablesAsync(database))
        {
            if (await database.IsAsync($"exists (select from only {table.Quoted})"))
                throw new DatabaseException(
                    $"{database.At} is not shut: {table} of it holds rows that no replication has brought, and {users} sessions of "
                        + $"{string.Join(", ", Writers)} are in it, so it seems to be the side that serves; see whether {Database} in the "
                        + "estate's file is the new side's address, or end those sessions.");
        }
    }

    public bool IsUndone(Shut before, Shut now) => before is not null && now is not null && (
        now.Ever ? now.Writers.All(role => !role.CanLogin) : before.Writers.SequenceEqual(now.Writers));
}
