namespace Cutover.Crowd;

/// <summary>Old links are followed: answered well with the very status and Location that the old host gave.</summary>
public sealed class LinkErrands(Exchange exchange, Recorder recorder)
{
    /// <summary>Follows one of the configured links.</summary>
    public async Task FollowAsync(Errand errand, CrowdUser user)
    {
        var link = errand.Operation.Links[errand.Choice % errand.Operation.Links.Count];
        var request = new HttpRequestMessage(HttpMethod.Get, errand.Address(link.Target)) { Headers = { Host = link.Host } };
        var answer = await exchange.SendAsync(user, request, errand.At);
        var wrong = Wrong(answer, link);
        recorder.Add(errand.Ended(OperationKind.LinkRead, user, answer, wrong is null ? Ending.Good : Ending.Failed) with
        {
            Path = link.Target,
            Error = wrong,
        });
    }

    private static string? Wrong(Answer answer, OldLink link) =>
        answer.Status != link.Status ? answer.Error ?? $"status {answer.Status} and not {link.Status}"
        : answer.Location != link.Location ? $"leads to {answer.Location} and not to {link.Location}"
        : null;
}
