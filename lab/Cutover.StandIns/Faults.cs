using Npgsql;

namespace Cutover.StandIns;

/// <summary>Which failures of PostgreSQL mean "not now, and not done".</summary>
internal static class Faults
{
    /// <summary>The server ended the session: a fence, a restart, a crash (57P01 to 57P03).</summary>
    public static bool IsSessionEnded(Exception e) =>
        e is PostgresException { SqlState: "57P01" or "57P02" or "57P03" };

    /// <summary>
    /// No server, no login (28000, 28P01), no right to connect or write (42501), read-only (25006), too many sessions (53300),
    /// a database or table that has not been created yet (3D000, 42P01): all pass when the service is opened. So does having been in
    /// another's way (40001, 40P01).
    /// </summary>
    public static bool IsUnavailable(Exception e) =>
        e is UnavailableException
        || IsSessionEnded(e)
        || e is PostgresException
        {
            SqlState: "28000" or "28P01" or "42501" or "25006" or "53300" or "3D000" or "42P01" or "55000" or "40001" or "40P01",
        }
        || (e is NpgsqlException and not PostgresException)
        || e is TimeoutException;
}
