using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Cutover.Rehearsals;

/// <summary>Whoever stands where the new Datatracker's mail API will be: takes what is posted, and answers as it is told.</summary>
internal sealed class MailReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<string> _ids = [];

    private readonly TaskCompletionSource? _silence;

    public MailReceiver(
        Cutover.Lab.Address at, int status = 200, string answer = """{"result":"ok"}""", string type = "application/json",
        bool isSlow = false)
    {
        _listener.Prefixes.Add($"http://{at}/");
        _silence = isSlow ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        _listener.Start();
        _ = ServeAsync(status, answer, type);
    }

    /// <summary>The Message-IDs of what was posted, in order.</summary>
    public IReadOnlyList<string> Ids => [.. _ids];

    /// <summary>Has a slow one answer what it has taken, and everything after it.</summary>
    public void Answer() => _silence?.TrySetResult();

    public void Dispose() => _listener.Close();

    private async Task ServeAsync(int status, string answer, string type)
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var json = await JsonDocument.ParseAsync(context.Request.InputStream);
                var message = Encoding.Latin1.GetString(json.RootElement.GetProperty("message").GetBytesFromBase64());
                var line = message.Split('\n').First(each => each.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase));
                _ids.Enqueue(line["Message-Id:".Length..].Trim().Trim('<', '>'));
                await (_silence?.Task ?? Task.CompletedTask);
                context.Response.StatusCode = status;
                context.Response.ContentType = type;
                context.Response.Close(Encoding.UTF8.GetBytes(answer), willBlock: true);
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
