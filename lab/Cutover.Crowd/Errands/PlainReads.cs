using System.Text;

namespace Cutover.Crowd;

/// <summary>Reads of what everyone can see: answered well with 200 and a body that contains what it should.</summary>
public sealed class PlainReads(Exchange exchange, Recorder recorder)
{
    /// <summary>Reads one of the configured paths.</summary>
    public async Task ReadAsync(Errand errand, CrowdUser user)
    {
        var answer = await exchange.SendAsync(user, new HttpRequestMessage(HttpMethod.Get, errand.Address(errand.Path)), errand.At);
        var wrong = Wrong(answer, errand.Operation.Contains);
        recorder.Add(errand.Ended(errand.Operation.Kind, user, answer, wrong is null ? Ending.Good : Ending.Failed) with
        {
            Path = errand.Path,
            Error = wrong,
        });
    }

    private static string? Wrong(Answer answer, string? contains)
    {
        if (answer.Status != 200)
            return answer.Error ?? $"status {answer.Status}";
        if (answer.Body.Length == 0)
            return "an empty body";
        var good = contains is null || answer.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(contains)) >= 0;
        return good ? null : $"a body without {contains}";
    }
}
