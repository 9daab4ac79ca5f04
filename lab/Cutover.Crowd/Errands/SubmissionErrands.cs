using System.Security.Cryptography;
using System.Text.Json;

namespace Cutover.Crowd;

/// <summary>Drafts: handed in, waited for until posted, and read where everyone reads them.</summary>
public sealed class SubmissionErrands(Town town, Exchange exchange, Recorder recorder, CrowdClock clock, CancellationToken goHome)
{
    private const int Questions = 20;
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(200);

    /// <summary>Hands in a new draft, then asks for its state until it is posted.</summary>
    public async Task PostAsync(Errand errand, CrowdUser user)
    {
        var name = $"draft-crowd-{Guid.NewGuid():N}";
        var xml = DraftText.Xml(name);
        var form = new MultipartFormDataContent
        {
            { new StringContent($"crowd{user.Number}@lab.test"), "user" },
            { new ByteArrayContent(xml) { Headers = { ContentType = new("text/xml") } }, "xml", $"{name}-00.xml" },
        };
        var request = new HttpRequestMessage(HttpMethod.Post, errand.Address("/api/submission")) { Content = form };
        var answer = await exchange.SendAsync(user, request, errand.At);
        var ending = answer.AsWrite;
        recorder.Add(errand.Ended(OperationKind.SubmissionPost, user, answer, ending) with
        {
            Key = name,
            Value = Convert.ToHexStringLower(SHA256.HashData(xml)),
        });
        if (ending == Ending.Acknowledged && Uri.TryCreate(errand.Address("/"), Text(answer.Body, "status_url"), out var status))
            await FollowAsync(errand, user, name, status.PathAndQuery, answer.Done);
    }

    /// <summary>Reads the text of a posted draft; a 404 is an answer, judged by the ledger.</summary>
    /// <returns>False where none is posted yet.</returns>
    public async Task<bool> ReadAsync(Errand errand)
    {
        if (town.First(errand.Draw, user => Pick(user, errand.Choice)) is not var (user, draft))
            return false;

        var directory = errand.Operation.Paths.Count == 0 ? "/id/" : errand.Path;
        var path = $"{directory}{draft.Name}-{draft.Revision}.txt";
        var answer = await exchange.SendAsync(user, new HttpRequestMessage(HttpMethod.Get, errand.Address(path)), errand.At);
        var good = answer.Status is 200 or 404;
        recorder.Add(errand.Ended(OperationKind.DraftRead, user, answer, good ? Ending.Good : Ending.Failed) with
        {
            Key = draft.Name,
            Path = path,
            Seen = answer.Status switch { 200 => draft.Name, 404 => Operation.Absent, _ => null },
            Error = good ? null : answer.Error ?? $"status {answer.Status}",
        });
        return true;
    }

    private async Task FollowAsync(Errand errand, CrowdUser user, string name, string path, long after)
    {
        for (var i = 0; i < Questions && !goHome.IsCancellationRequested; i++)
        {
            after += (long)BetweenQuestions.TotalMicroseconds;
            await clock.UntilAsync(after, goHome);
            var question = errand with { At = after };
            var answer = await exchange.SendAsync(user, new HttpRequestMessage(HttpMethod.Get, errand.Address(path)), after);
            var state = answer.Status == 200 ? Text(answer.Body, "state") : null;
            recorder.Add(question.Ended(OperationKind.SubmissionStatus, user, answer, state is null ? Ending.Failed : Ending.Good) with
            {
                Key = name,
                Path = path,
                Seen = state,
                Error = state is null ? answer.Error ?? $"status {answer.Status}" : null,
            });
            if (state == "posted")
                user.Drafts.Enqueue(new OwnDraft(name, "00"));
            if (state is not (null or "validating"))
                return;
        }
    }

    private static OwnDraft? Pick(CrowdUser user, int draw)
    {
        var count = user.Drafts.Count;
        return count == 0 ? null : user.Drafts.ElementAt(draw % count);
    }

    private static string? Text(byte[] body, string property)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.GetProperty(property).GetString();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
