using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cutover.Crowd;

/// <summary>Messages as the mail host hands them in.</summary>
public sealed class EmailErrands(Exchange exchange, Recorder recorder)
{
    private static readonly string[] Destinations = ["iana-review", "ipr-response"];

    /// <summary>Hands in one message under a Message-ID of its own, which is its key.</summary>
    public async Task PostAsync(Errand errand, CrowdUser user, string apiKey)
    {
        var key = $"{Guid.NewGuid()}@crowd.lab.test";
        var message =
            $"From: crowd{user.Number}@lab.test\r\nTo: datatracker@lab.test\r\nMessage-ID: <{key}>\r\n" +
            $"Subject: A note of the crowd\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{key}\r\n";
        var bytes = Encoding.UTF8.GetBytes(message);
        var body = new EmailBody(Destinations[errand.Choice % Destinations.Length], Convert.ToBase64String(bytes));
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, CrowdJson.Default.EmailBody));

        // Datatracker wants exactly this type, without a charset.
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, errand.Address("/api/email/")) { Content = content };
        request.Headers.TryAddWithoutValidation("X-Api-Key", apiKey);

        var answer = await exchange.SendAsync(user, request, errand.At);
        var ending = answer.AsWrite;
        string? said = null;
        if (ending == Ending.Acknowledged && !Encoding.UTF8.GetString(answer.Body).Contains("\"ok\"", StringComparison.Ordinal))
        {
            // 200 with bad_dest or bad_msg is a definite no.
            ending = Ending.Refused;
            said = "status 200, result not ok";
        }

        recorder.Add(errand.Ended(OperationKind.EmailPost, user, answer, ending) with
        {
            Key = key,
            Value = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            Error = said ?? answer.Error,
        });
    }
}
