using System.Net;
using System.Text;

namespace Cutover.Rehearsals;

/// <summary>Answers every request alike, with 200 and JSON.</summary>
internal sealed class CannedAnswer : IDisposable
{
    private readonly HttpListener _listener = new();

    public CannedAnswer(Cutover.Lab.Address at, string answer)
    {
        _listener.Prefixes.Add($"http://{at}/");
        _listener.Start();
        _ = ServeAsync(answer);
    }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync(string answer)
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                context.Response.ContentType = "application/json";
                context.Response.Close(Encoding.UTF8.GetBytes(answer), willBlock: true);
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
