using System.Security.Cryptography;
using Npgsql;
using static Cutover.StandIns.KeyedRows;

namespace Cutover.StandIns;

/// <summary>
/// Takes a message into the archive: first its bytes, then its file, its row and the order to index it. Known by list and Message-ID, so
/// that taking it again changes nothing.
/// </summary>
public sealed class ArchiveImport(Databases databases, ArchiveStore store)
{
    private const string MakeList =
        "insert into email_list (name, private) values ($1, $2) on conflict (name) do nothing";

    /// <summary>One importer at a time for a message: the real archive asks first and writes then.</summary>
    private const string Lock = "select pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0))";

    private const string Insert =
        """
        with added as (
            insert into message (email_list_id, msgid, hashcode, subject, frm, date, size, sha256)
            select l.id, $2, $3, $4, $5, $6, $7, $8 from email_list l
            where l.name = $1 and not exists (select from message m where m.email_list_id = l.id and m.msgid = $2)
            returning id)
        insert into index_queue (message_id) select id from added
        """;

    /// <summary>Whether the list is one the archive keeps.</summary>
    public Task<bool> IsKnownAsync(string list, CancellationToken cancellation) =>
        databases.ReadAsync(
            async connection =>
            {
                await using var query = Command(connection, "select exists (select from email_list where name = $1)", P(list));
                return (bool)(await query.ExecuteScalarAsync(cancellation))!;
            },
            cancellation);

    /// <summary>Imports one message. From the first byte on disk on it is not given up half way.</summary>
    /// <returns>False where the archive had it already.</returns>
    public async Task<bool> ImportAsync(ArchivedMail mail, bool isPrivate, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(mail);
        var taken = await store.TakeAsync(mail.Raw, cancellation);
        return await databases.WriteAsync(connection => WriteAsync(connection, mail, isPrivate, taken), CancellationToken.None) > 0;
    }

    /// <summary>The statements of an import, about a list that cannot exist.</summary>
    internal static async Task WarmWritesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var insert = Rows(connection, new ArchivedMail("", "", "", "", DateTimeOffset.UnixEpoch, []));
        await insert.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<int> WriteAsync(NpgsqlConnection connection, ArchivedMail mail, bool isPrivate, string taken)
    {
        await using (var list = Command(connection, MakeList, P(mail.List), P(isPrivate)))
            await list.ExecuteNonQueryAsync();
        await using (var held = Command(connection, Lock, P(mail.List), P(mail.MessageId)))
            await held.ExecuteNonQueryAsync();
        await using var insert = Rows(connection, mail);
        var added = await insert.ExecuteNonQueryAsync();
        if (added > 0)
            store.Keep(taken, mail);
        return added;
    }

    private static NpgsqlCommand Rows(NpgsqlConnection connection, ArchivedMail mail) =>
        Command(
            connection, Insert, P(mail.List), P(mail.MessageId), P(mail.Hash), P(mail.Subject), P(mail.From), P(mail.Date.UtcDateTime),
            P(mail.Raw.Length), P(SHA256.HashData(mail.Raw)));
}
