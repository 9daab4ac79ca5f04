using System.Runtime.InteropServices;
using Npgsql;
using static Cutover.StandIns.KeyedRows;

namespace Cutover.StandIns;

/// <summary>
/// The Datatracker's background scheduler: once a second it sends what waits in the queue, through the relay, notes each
/// message in its sink, says in the database that it ran, and prunes the rolling counts. Exactly one may run in the world: two send twice.
/// </summary>
public sealed class Scheduler(StandInSettings settings) : IAsyncDisposable
{
    private const int Batch = 200;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private readonly Databases _databases = new(settings);
    private readonly OutgoingMail? _mail = settings.Smtp is null ? null : new OutgoingMail(settings);
    private readonly Guid _run = Guid.NewGuid();
    private readonly string _sink = settings.Need(settings.Sink, "sink");

    /// <summary>Runs until SIGTERM; a round that has begun is finished.</summary>
    public async Task RunAsync()
    {
        using var stop = new CancellationTokenSource();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var timer = new PeriodicTimer(Beat);
        await Console.Out.WriteLineAsync($"{settings.Name} beats every {Beat.TotalSeconds} s as run {_run}");
        try
        {
            do
            {
                await RoundAsync();
            }
            while (await timer.WaitForNextTickAsync(stop.Token));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Out.WriteLineAsync($"{settings.Name} stopped");
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    public ValueTask DisposeAsync() => _databases.DisposeAsync();

    /// <summary>A database that is away is waited for; nothing is sent that could not be marked as sent.</summary>
    private async Task RoundAsync()
    {
        try
        {
            var waiting = await _databases.WriteAsync(BeginAsync, CancellationToken.None);
            foreach (var message in waiting)
                await _databases.WriteAsync(connection => SendAsync(connection, message), CancellationToken.None);
        }
        catch (Exception e) when (Faults.IsUnavailable(e) || e is UnknownOutcomeException or MailFailedException)
        {
            await Console.Error.WriteLineAsync($"{DateTimeOffset.UtcNow:O} this round was not done: {e.Message}");
        }
    }

    private async Task<List<Waiting>> BeginAsync(NpgsqlConnection connection)
    {
        await using (var ran = Command(connection, "insert into scheduler_run (host, run_id) values ($1, $2)", P(settings.Name), P(_run)))
            await ran.ExecuteNonQueryAsync();
        await using (var prune = Command(connection, "delete from doc_activity where minute < now() - interval '10 minutes'"))
            await prune.ExecuteNonQueryAsync();
        return await WaitingAsync(connection);
    }

    /// <summary>A transaction for each: one that cannot be sent takes no other back that was.</summary>
    private async Task<int> SendAsync(NpgsqlConnection connection, Waiting message)
    {
        await using var mark = Command(
            connection, "update send_queue set sent_at = now() where id = $1 and sent_at is null", P(message.Id));
        if (await mark.ExecuteNonQueryAsync() == 0)
            return 0;
        if (_mail is not null)
            await _mail.SendAsync(message.Id, message.Recipient, message.Subject);
        await File.AppendAllTextAsync(
            _sink, $"{DateTimeOffset.UtcNow:O}\t{_run}\t{message.Id}\t{message.Recipient}\t{message.Subject}\n");
        return 1;
    }

    private static async Task<List<Waiting>> WaitingAsync(NpgsqlConnection connection)
    {
        await using var query = Command(
            connection, "select id, rcpt, subject from send_queue where sent_at is null order by id limit $1", P(Batch));
        await using var rows = await query.ExecuteReaderAsync();
        var waiting = new List<Waiting>();
        while (await rows.ReadAsync())
            waiting.Add(new Waiting(rows.GetInt64(0), rows.GetString(1), rows.GetString(2)));
        return waiting;
    }

    private sealed record Waiting(long Id, string Recipient, string Subject);
}
