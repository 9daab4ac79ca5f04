using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Takes LOGIN from roles and gives it back. Membership, grants and settings stay as they are, so that lifting restores exactly.
/// </summary>
internal static class Logins
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    /// <exception cref="DatabaseException">A role is not there.</exception>
    public static async Task<IReadOnlyList<RoleLogin>> ReadAsync(Session database, IReadOnlyList<string> roles)
    {
        var found = await database.ListAsync(
            "select rolname, rolcanlogin from pg_roles where rolname = any($1) order by rolname", row =>
                new RoleLogin(row.GetString(0), row.GetBoolean(1)), (object)roles.ToArray());
        var absent = roles.Except(found.Select(role => role.Role), StringComparer.Ordinal).ToList();
        return absent.Count == 0
            ? found
            : throw new DatabaseException(
                $"The server of {database.At} has no role {string.Join(", ", absent)}; correct the name in the runbook or create the "
                    + "role.");
    }

    /// <summary>Shuts the roles out and ends every session that could write, ours apart; comes back once they are gone.</summary>
    /// <exception cref="DatabaseException">A session does not end.</exception>
    public static async Task ShutAsync(StepContext context, Session database, IReadOnlyList<string> roles, CancellationToken cancellation)
    {
        await database.RunAllAsync(roles.Select(role => $"alter role {Sql.Name(role)} nologin"));

        // A connection that was being made when LOGIN went shows up a moment later; so the last look must be clean twice.
        var clean = 0;
        var gone = await Until.TrueAsync(
            context, s_limit, async () => (clean = await EndAsync(database) ? clean + 1 : 0) == 2, cancellation);
        if (!gone)
            throw new DatabaseException(
                $"Sessions of writers in {database.At} are still there {s_limit.TotalSeconds} s after they were ended; see "
                    + "pg_stat_activity, end them, then retry.");
    }

    /// <summary>Gives LOGIN back to those that had it and lack it now; what somebody changed since stays.</summary>
    public static async Task RestoreAsync(Session database, IReadOnlyList<RoleLogin> before)
    {
        var now = (await ReadAsync(database, [.. before.Select(role => role.Role)])).ToDictionary(
            role => role.Role, role => role.CanLogin, StringComparer.Ordinal);
        var shut = before.Where(role => role.CanLogin && !now[role.Role]);
        await database.RunAllAsync(shut.Select(role => $"alter role {Sql.Name(role.Role)} login"));
    }

    /// <summary>Tells the sessions to end; the variant of pg_terminate_backend that waits looks only every 100 ms.</summary>
    /// <returns>Whether there were none.</returns>
    private static async Task<bool> EndAsync(Session database) => await database.OneAsync<long>(
        $"""
        select count(pg_terminate_backend(a.pid))
        from pg_stat_activity a join ({Catalog.Writers}) w(role, super, enters) on w.role = a.usename
        where a.datname = current_database() and {FenceLook.Foreign} and (not w.super or (select rolsuper
          from pg_roles where rolname = current_user))
        """) == 0;
}
