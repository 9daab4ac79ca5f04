using Npgsql;

namespace Cutover.Crowd;

/// <summary>Reads back what schedulers sent and when they were alive.</summary>
internal static class SchedulerReadBack
{
    /// <summary>Reads the sinks and the records.</summary>
    /// <param name="database">The serving database.</param>
    /// <param name="sinks">The sinks of all hosts; a host that never sent has none.</param>
    /// <param name="began">When the crowd began.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LedgerException">A sink is damaged, or the database cannot be read.</exception>
    public static async Task<SchedulerLedger> ReadAsync(
        SqlReadBack database, IReadOnlyList<string> sinks, DateTimeOffset began, CancellationToken cancellation)
    {
        var sent = await SentAsync(sinks, cancellation);

        var called = await database.RowsAsync(
            "select id from send_queue where sent_at >= $1", began, row => row.GetInt64(0), cancellation);
        var runs = await database.RowsAsync(
            "select host, run_id::text, min(at), max(at) from scheduler_run where at >= $1 group by host, run_id",
            began,
            Run,
            cancellation);
        return SchedulerLedger.Of(sent, called, runs);
    }

    /// <summary>The numbers of the messages in the sinks.</summary>
    /// <exception cref="LedgerException">A sink is damaged.</exception>
    public static async Task<List<long>> SentAsync(IReadOnlyList<string> sinks, CancellationToken cancellation)
    {
        var sent = new List<long>();
        foreach (var sink in sinks.Where(File.Exists))
            sent.AddRange((await File.ReadAllLinesAsync(sink, cancellation)).Select((line, i) => IdIn(sink, i + 1, line)));
        return sent;
    }

    private static SchedulerRun Run(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetFieldValue<DateTimeOffset>(3));

    // A line stands for a message: time, run, id, recipient, subject, with tabs between.
    private static long IdIn(string sink, int number, string line) =>
        line.Split('\t') is [_, _, var id, ..] && long.TryParse(id, out var value)
            ? value
            : throw new LedgerException($"The sink {sink} is damaged in line {number}: expected the message's id in the third field.");
}
