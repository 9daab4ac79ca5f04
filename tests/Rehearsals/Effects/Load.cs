using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Cutover.Rehearsals;

/// <summary>GETs without a pause, each over a connection of its own; every failure is kept.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _failed = new();
    private readonly SocketsHttpHandler _handler = new() { PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false };
    private readonly HttpClient _client;
    private readonly Task[] _users;
    private int _answered;

    public Load(string server, int connections)
    {
        _client = new HttpClient(_handler) { BaseAddress = new Uri($"http://{server}"), Timeout = TimeSpan.FromSeconds(5) };
        _client.DefaultRequestHeaders.Host = "www.lab.test";
        _users = [.. Enumerable.Range(0, connections).Select(_ => AskAsync())];
    }

    /// <summary>How many were answered with 200, and what became of the others.</summary>
    public async Task<(int Answered, IReadOnlyCollection<string> Failed)> StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_users);
        return (_answered, _failed);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        _handler.Dispose();
        _stop.Dispose();
    }

    private async Task AskAsync()
    {
        await Task.Yield();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await _client.GetAsync(new Uri("/", UriKind.Relative), CancellationToken.None);
                if (answer.IsSuccessStatusCode)
                    Interlocked.Increment(ref _answered);
                else
                    _failed.Enqueue($"status {(int)answer.StatusCode}");
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or SocketException)
            {
                _failed.Enqueue(failure.Message);
            }
        }
    }
}
