using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Who may enter the new side.</summary>
/// <param name="Writers">The applications' roles, and whether each has LOGIN.</param>
/// <param name="Ever">Whether the side was ever opened.</param>
public sealed record Shut(IReadOnlyList<RoleLogin> Writers, bool Ever)
{
    /// <summary>Whether the new side is shut, and proved to be; forward replication may write there.</summary>
    internal static async Task<Finding<Shut>> LookAsync(Session database, IReadOnlyList<string> writers, IReadOnlyList<string> exempt)
    {
        var roles = await Logins.ReadAsync(database, writers);
        var seen = new Shut(roles, await OpenedMark.IsThereAsync(database));
        if (roles.All(role => role.CanLogin))
            return Finding.NotDone(seen, $"writers can enter {database.At}");

        var look = await FenceLook.TakeAsync(database);
        var forward = await database.OneAsync<string>(
            "select max(subname) from pg_subscription where subdbid = (select oid from pg_database where datname = current_database()) "
                + "and subname like 'cutover\\_%'");
        var reasons = look.Reasons(exempt, forward ?? "").ToList();
        foreach (var role in roles.Where(role => role.CanLogin))
            reasons.Add($"{role.Role} can log in");
        return reasons.Count == 0
            ? Finding.Done(seen, $"nobody can write to {database.At} but replication")
            : Finding.HalfDone(seen, $"{database.At} can be written: {string.Join("; ", reasons)}");
    }
}
