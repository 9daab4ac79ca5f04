using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cutover.Crowd;

/// <summary>
/// Messages for the mail archive: handed in over HTTP as the list server does, or put into the mail host's spool as its delivery agent
/// does. Either is known by its list and its Message-ID, which together are the key.
/// </summary>
public sealed class ArchiveErrands(Exchange exchange, Recorder recorder, CrowdClock clock)
{
    /// <summary>Hands one in; 201 promises that it will be in the archive.</summary>
    public async Task ImportAsync(Errand errand, CrowdUser user, string apiKey)
    {
        var (list, id, raw) = Message(errand, user);
        var body = JsonSerializer.SerializeToUtf8Bytes(new ArchiveBody(list, "public", raw), CrowdJson.Default.ArchiveBody);
        var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        var request = new HttpRequestMessage(HttpMethod.Post, errand.Address("/api/v1/message/import/")) { Content = content };
        request.Headers.TryAddWithoutValidation("X-API-Key", apiKey);
        var answer = await exchange.SendAsync(user, request, errand.At);
        recorder.Add(Recorded(errand.Ended(OperationKind.ArchiveImport, user, answer, answer.AsWrite), list, id, raw) with
        {
            Error = answer.Error,
        });
    }

    /// <summary>Delivers one into the spool: written and on disk under another name first, then renamed. Then it is the spool's.</summary>
    public async Task DeliverAsync(Errand errand, CrowdUser user, string spool)
    {
        var (list, id, raw) = Message(errand, user);
        var sent = clock.Now;
        string? error = null;
        try
        {
            var temporary = Path.Combine(spool, "tmp", id);
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                await file.WriteAsync(raw);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, Path.Combine(spool, "new", id));
        }
        catch (IOException e)
        {
            error = e.Message;
        }

        var answer = new Answer(sent, clock.Now) { Error = error, By = "mail-host" };
        var ending = error is null ? Ending.Acknowledged : Ending.Unknown;
        recorder.Add(Recorded(errand.Ended(OperationKind.ArchiveDeliver, user, answer, ending), list, id, raw));
    }

    private static Operation Recorded(Operation ended, string list, string id, byte[] raw) => ended with
    {
        Key = $"{list} {id}",
        Path = $"/arch/msg/{list}/{HashOf(list, id)}/",
        Value = Convert.ToHexStringLower(SHA256.HashData(raw)),
    };

    /// <summary>The list is the last part of the configured path.</summary>
    private static (string List, string Id, byte[] Raw) Message(Errand errand, CrowdUser user)
    {
        var list = errand.Path.TrimEnd('/').Split('/')[^1];
        var id = $"{Guid.NewGuid():N}@crowd.lab.test";
        var text =
            $"Delivered-To: {list}-archive@lab.test\r\nFrom: crowd{user.Number}@lab.test\r\nTo: {list}@lab.test\r\nMessage-ID: <{id}>\r\n"
                + $"Subject: A word to {list}\r\nDate: {DateTime.UtcNow:ddd, dd MMM yyyy HH:mm:ss} +0000\r\n\r\nThis is {id}.\r\n";
        return (list, id, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Where the archive shows a message: SHA-1 over Message-ID and list, in URL-safe base64, as its addresses are made.</summary>
    private static string HashOf(string list, string id) =>
        Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.SHA1, Encoding.UTF8.GetBytes(id + list)))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
