using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace Cutover.Engine;

/// <summary>What can be wrong with a journal's server, in words.</summary>
/// <remarks>Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html</remarks>
internal static class PostgresErrors
{
    /// <summary>Whether the connection is not there, or no more, or was not to be had.</summary>
    public static bool IsOfConnection(Exception failure) => failure is PostgresException refused
        ? refused.SqlState is "53300" or "57P01" or "57P02" or "57P03" || refused.SqlState.StartsWith("08", StringComparison.Ordinal)
        : failure is NpgsqlException or TimeoutException or InvalidOperationException or IOException or SocketException
            or AuthenticationException or UnauthorizedAccessException;

    /// <summary>Whether it may be otherwise in a moment: the server restarts, or the network is away.</summary>
    public static bool MayPass(Exception failure) => failure is PostgresException
        || (failure is not (FileNotFoundException or DirectoryNotFoundException)
            && (failure.InnerException ?? failure) is IOException or SocketException or TimeoutException);

    public static JournalException Explain(JournalDatabase at, Exception failure) => failure is PostgresException refused
        ? Explain(at, refused)
        : MayPass(failure)
            ? new JournalException(
                $"The journal's server {at.Host}:{at.Port} cannot be reached: {Why(failure)}. Start it or mend its name in --journal or "
                + "$CUTOVER_JOURNAL, then run the same command again.", failure)
            : new JournalException(
                $"The journal's server {at.Host}:{at.Port} cannot be entered as {at.User}: {Why(failure)}. {Passfile(at)} must have a line "
                + $"for it, {Line(at)}:<password>, and sslmode must suit the server.", failure);

    private static JournalException Explain(JournalDatabase at, PostgresException refused) => refused.SqlState switch
    {
        "28P01" or "28000" => new JournalException(
            $"The journal's server {at.Host}:{at.Port} does not let {at.User} in: {refused.MessageText}. Put its password into "
            + $"{Passfile(at)} as {Line(at)}:<password>, and see that pg_hba.conf there lets this machine in.", refused),
        "3D000" => new JournalException(
            $"The journal's server {at.Host}:{at.Port} has no database {at.Database}. Make it there (createdb --owner {at.User} "
            + $"{at.Database}), or name another in --journal or $CUTOVER_JOURNAL.", refused),
        "42501" => new JournalException(
            $"{at.User} may not use the journal in {at}: {refused.MessageText}. Enter as the role that the schema cutover belongs to.",
            refused),
        "25006" => new JournalException(
            $"{at} does not let anybody write, as a standby does: {refused.MessageText}. Name the primary in --journal or "
            + "$CUTOVER_JOURNAL.", refused),
        "53100" => new JournalFullException(
            $"The disk under {at} is full, so nothing more can be recorded and nothing more was begun. "
            + "Make room, then run the same command again.", refused),
        _ when IsOfConnection(refused) => new JournalException(
            $"The journal's server {at.Host}:{at.Port} takes no connection: {refused.MessageText} ({refused.SqlState}). When it does "
            + "again, run the same command again.", refused),
        _ => new JournalException($"{at} cannot be used as a journal: {refused.MessageText} (PostgreSQL {refused.SqlState}).", refused),
    };

    private static string Why(Exception failure) => (failure.InnerException ?? failure).Message.TrimEnd('.');

    private static string Passfile(JournalDatabase at) =>
        at.Passfile ?? (Environment.GetEnvironmentVariable("PGPASSFILE") is { Length: > 0 } told ? told : "~/.pgpass");

    /// <summary>What a passfile's line begins with.</summary>
    private static string Line(JournalDatabase at) => $"{at.Host}:{at.Port}:{at.Database}:{at.User}";
}
