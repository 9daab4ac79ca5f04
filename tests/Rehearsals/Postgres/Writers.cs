using System.Collections.Concurrent;
using Cutover.Effects;
using Npgsql;

namespace Cutover.Rehearsals;

/// <summary>Applications that keep writing, to whichever side lets them, and remember what was acknowledged.</summary>
public sealed class Writers : IAsyncDisposable
{
    private readonly DatabasePair _pair;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Guid, byte> _acknowledged = new();
    private readonly Task[] _tasks;
    private readonly TimeSpan _pause;
    private long _lastOld;
    private long _firstNew = long.MaxValue;

    public Writers(DatabasePair pair, int count = 4, int pauseMilliseconds = 10)
    {
        _pair = pair;
        _pause = TimeSpan.FromMilliseconds(pauseMilliseconds);
        _tasks = [.. Enumerable.Range(0, count).Select(_ => Task.Run(WriteAsync))];
    }

    public int Acknowledged => _acknowledged.Count;

    /// <summary>From the last acknowledged write on the old side to the first on the new.</summary>
    public TimeSpan Outage => TimeSpan.FromTicks(Interlocked.Read(ref _firstNew) - Interlocked.Read(ref _lastOld));

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_tasks);
    }

    /// <summary>Acknowledged writes that a side does not hold exactly once.</summary>
    public async Task<(int Lost, int Doubled)> CountAsync(DatabaseAddress side)
    {
        await using var connection = DatabasePair.Connect(side);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select key, count(*) from public.event group by key", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new Dictionary<Guid, long>();
        while (await reader.ReadAsync())
            found[reader.GetGuid(0)] = reader.GetInt64(1);
        return (_acknowledged.Keys.Count(key => !found.ContainsKey(key)), found.Values.Count(count => count > 1));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WriteAsync()
    {
        var onNew = false;
        while (!_stop.IsCancellationRequested)
        {
            var key = Guid.NewGuid();
            try
            {
                await using var connection = DatabasePair.Connect(
                    onNew ? _pair.NewAs(_pair.Writer) : _pair.OldAs(_pair.Writer), pooled: true);
                await connection.OpenAsync();
                await using var command = new NpgsqlCommand(
                    "insert into public.event (doc, key, body) values ((select 1 + (random() * 900)::int), $1, 'written')", connection);
                command.Parameters.Add(new NpgsqlParameter { Value = key });
                await command.ExecuteNonQueryAsync();
                _acknowledged[key] = 1;
                Note(onNew);
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException or IOException)
            {
                onNew = !onNew;
            }

            await Task.Delay(_pause);
        }
    }

    private void Note(bool onNew)
    {
        var now = TimeProvider.System.GetUtcNow().Ticks;
        ref var place = ref onNew ? ref _firstNew : ref _lastOld;
        for (var seen = Interlocked.Read(ref place); onNew ? now < seen : now > seen; seen = Interlocked.Read(ref place))
            Interlocked.CompareExchange(ref place, now, seen);
    }
}
