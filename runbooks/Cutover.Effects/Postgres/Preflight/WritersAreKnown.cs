using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Every role that can write is one that the fence will shut out or the plan exempts by name: found out before the night, not inside the
/// freeze.
/// </summary>
public sealed record WritersAreKnown(
    Place<DatabaseAddress> Database, IReadOnlyList<string> Writers, IReadOnlyList<string> Exempt) : IProbe<WriterList>
{
    public string Verb => $"see that every writer of {Database} is known";

    public async ValueTask<Finding<WriterList>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        await Logins.ReadAsync(database, Writers);
        var entering = await database.ListAsync(Catalog.Writers, row => (Role: row.GetString(0), Enters: row.GetBoolean(2)));
        var known = Writers.Concat(Exempt).Concat(database.At.ProviderRoles).Append(database.At.User);
        var unlisted = entering.Where(writer => writer.Enters).Select(writer => writer.Role).Except(known, StringComparer.Ordinal).ToList();
        var seen = new WriterList(unlisted);
        return unlisted.Count == 0
            ? Finding.Done(seen, $"nobody can write to {database.At} but {string.Join(", ", Writers)}")
            : Finding.NotDone(
                seen, $"{string.Join(", ", unlisted)} can also write to {database.At}; add them to the fence's writers or exempt them "
                    + "by name");
    }
}
