using System.Net;
using Cutover.Lab;

namespace Cutover.Rehearsals;

/// <summary>Asks a front by a site's name.</summary>
internal sealed class FrontClient(LabEstate estate, LabFront front) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public async Task<HttpResponseMessage> SendAsync(
        string site, HttpMethod method, string path, Action<HttpRequestMessage>? shape = null)
    {
        using var request = new HttpRequestMessage(method, $"http://{front.Address}{path}");
        request.Headers.Host = $"{estate.HostOf(site)}:{front.Address.Port}";
        shape?.Invoke(request);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static string ServedBy(HttpResponseMessage answer) => answer.Headers.TryGetValues("X-Served-By", out var by) ? by.Single() : "nobody";

    /// <summary>Changes the mode as the night does, and waits until the front says it is so.</summary>
    public async Task ModeAsync(string site, string mode)
    {
        var directory = Path.Combine(front.ModesDirectory!, site);
        File.Move(Directory.GetFiles(directory).Single(), Path.Combine(directory, mode), overwrite: true);
        for (var tries = 0; tries < 200; tries++)
        {
            using var answer = await SendAsync(site, HttpMethod.Get, "/.cutover/mode", request => request.Headers.ConnectionClose = true);
            if ((await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Trim() == mode)
                return;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        Assert.Fail($"{front.Name} does not come to mode {mode}");
    }

    /// <summary>Holds the answer against the refusal that everybody was promised.</summary>
    public static async Task AssertRefusedAsync(HttpResponseMessage answer, bool isApi)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (answer.RequestMessage!.Method == HttpMethod.Head)
            Assert.Empty(body);
        else if (isApi)
            Assert.Equal("""{"error":"maintenance","retry_after":5}""", body);
        else
            Assert.Contains("<h1>", body, StringComparison.Ordinal);
    }

    public void Dispose() => _http.Dispose();
}
