using System.Globalization;
using Microsoft.AspNetCore.Http;
using Npgsql;
using static Cutover.StandIns.Answers;
using static Cutover.StandIns.KeyedRows;

namespace Cutover.StandIns;

/// <summary>What the archive says of itself in numbers: messages of the public lists by date, and how far the index is.</summary>
public sealed class ArchiveCounts(Databases databases)
{
    private const string Counts =
        """
        select l.name, count(m.id)
        from email_list l left join message m on m.email_list_id = l.id and m.date >= $2 and m.date < $3
        where not l.private and (cardinality($1) = 0 or l.name = any($1)) group by l.name
        """;

    private const string Index =
        "select (select count(*) from search_entry), (select count(*) from message), (select count(*) from index_queue)";

    /// <summary>Null where a list is asked for that is not there, or is not public.</summary>
    internal async Task<MessageCounts?> OfAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var lists = http.Request.Query["list"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        var from = Day(http, "start") ?? DateTime.UnixEpoch;
        var to = Day(http, "end")?.AddDays(1) ?? DateTime.SpecifyKind(new DateTime(9000, 1, 1), DateTimeKind.Utc);
        var counts = await databases.ReadAsync(
            connection => ReadAsync(connection, lists, from, to, http.RequestAborted), http.RequestAborted);
        return lists.All(counts.ContainsKey) ? new MessageCounts(counts) : null;
    }

    internal Task<IndexCount> IndexAsync(CancellationToken cancellation) =>
        databases.ReadAsync(
            async connection =>
            {
                await using var query = Command(connection, Index);
                await using var row = await query.ExecuteReaderAsync(cancellation);
                await row.ReadAsync(cancellation);
                return new IndexCount(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
            },
            cancellation);

    private static async Task<SortedDictionary<string, long>> ReadAsync(
        NpgsqlConnection connection, string[] lists, DateTime from, DateTime to, CancellationToken cancellation)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await using var query = Command(connection, Counts, P(lists), P(from), P(to));
        await using var rows = await query.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            counts.Add(rows.GetString(0), rows.GetInt64(1));
        return counts;
    }

    private static DateTime? Day(HttpContext http, string name)
    {
        var text = http.Request.Query[name].ToString();
        if (text.Length == 0)
            return null;
        return DateTime.TryParseExact(
            text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day)
            ? day
            : throw new BadHttpRequestException($"{name} must be YYYYMMDD.");
    }
}
