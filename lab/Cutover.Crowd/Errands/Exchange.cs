using System.Net;
using System.Net.Http.Headers;

namespace Cutover.Crowd;

/// <summary>Sends one request, once, and waits no longer than a user would.</summary>
public sealed class Exchange(CrowdClock clock, TimeSpan giveUpAfter)
{
    private const long LargestBody = 32 * 1024 * 1024;

    /// <summary>What is known of a request before it is sent.</summary>
    public Answer NotYet => new(clock.Now, clock.Now);

    /// <summary>Sends a request.</summary>
    /// <remarks>
    /// Every request carries a body, an empty one if need be. A request without one is sent again by the handler, up to three times and on
    /// new connections too, when a connection ends before the answer: a delete would be done twice, and a failed read would go unseen.
    /// </remarks>
    /// <param name="user">Whose connections are used.</param>
    /// <param name="request">The request; disposed afterwards.</param>
    /// <param name="due">When it was intended, in microseconds.</param>
    public async Task<Answer> SendAsync(CrowdUser user, HttpRequestMessage request, long due)
    {
        request.Content ??= new ByteArrayContent([]);
        var sent = clock.Now;
        var left = giveUpAfter - TimeSpan.FromMicroseconds(sent - due);
        if (left <= TimeSpan.Zero)
            return new Answer(sent, sent) { Error = "given up before it was sent", Missing = NoAnswer.NoConnection };

        using var patience = new CancellationTokenSource(left);
        try
        {
            using var _ = request;
            using var response = await user.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            await response.Content.LoadIntoBufferAsync(LargestBody, patience.Token);
            var body = await response.Content.ReadAsByteArrayAsync(patience.Token);
            return new Answer(sent, clock.Now)
            {
                Status = (int)response.StatusCode,
                Location = One(response.Headers, "Location"),
                Body = body,
                By = One(response.Headers, "X-Served-By"),
            };
        }
        catch (OperationCanceledException)
        {
            var error = $"no answer within {giveUpAfter.TotalMilliseconds} ms";
            return new Answer(sent, clock.Now) { Missing = NoAnswer.TimedOut, Error = error };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or ProtocolViolationException)
        {
            return Broken(sent, e);
        }
    }

    private Answer Broken(long sent, Exception e)
    {
        var connecting = e is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError,
        };
        return new Answer(sent, clock.Now)
        {
            Missing = connecting ? NoAnswer.NoConnection : NoAnswer.CutOff,
            Error = (e.InnerException ?? e).Message,
        };
    }

    // As it came: a parsed Location is written anew.
    private static string? One(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
