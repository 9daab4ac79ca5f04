using Npgsql;
using static Cutover.StandIns.KeyedRows;

namespace Cutover.StandIns;

/// <summary>
/// The search index. Like the real one it is filled afterwards, from a queue: a message that is archived may not be found yet. What is in
/// it can be made again from the messages.
/// </summary>
public sealed class ArchiveIndex(Databases databases, ArchiveStore store)
{
    private const int Batch = 100;

    private const string Waiting =
        """
        select q.id, q.message_id, l.name, m.hashcode
        from index_queue q join message m on m.id = q.message_id join email_list l on l.id = m.email_list_id
        order by q.id limit $1 for update of q skip locked
        """;

    private const string Enter =
        """
        insert into search_entry (message_id, terms) select $1, to_tsvector('simple', $2)
        on conflict (message_id) do update set terms = excluded.terms
        """;

    /// <summary>Indexes some of what waits.</summary>
    /// <returns>How many messages that were; none where nothing waits.</returns>
    public Task<int> SomeAsync() => databases.WriteAsync(SomeAsync, CancellationToken.None);

    private async Task<int> SomeAsync(NpgsqlConnection connection)
    {
        var orders = new List<(long Order, long Message, string List, string Hash)>();
        await using (var query = Command(connection, Waiting, P(Batch)))
        await using (var rows = await query.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
                orders.Add((rows.GetInt64(0), rows.GetInt64(1), rows.GetString(2), rows.GetString(3)));
        }

        foreach (var (_, message, list, hash) in orders)
        {
            var mail = ArchivedMail.Read(list, await store.ReadAsync(list, hash, CancellationToken.None));
            await using var enter = Command(connection, Enter, P(message), P(mail?.Text ?? ""));
            await enter.ExecuteNonQueryAsync();
        }

        await using var done = Command(connection, "delete from index_queue where id = any($1)", P(orders.Select(o => o.Order).ToArray()));
        await done.ExecuteNonQueryAsync();
        return orders.Count;
    }
}
