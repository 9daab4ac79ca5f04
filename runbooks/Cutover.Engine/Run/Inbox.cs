using static Cutover.Engine.RunEvent;

namespace Cutover.Engine;

/// <summary>Turns what people ask of a run into its events, or into a refusal with the reason.</summary>
internal sealed class Inbox(IJournal journal, Recorder recorder)
{
    /// <summary>Answers everything that waits.</summary>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> AnswerAsync()
    {
        var any = false;
        foreach (var request in await journal.InboxAsync(recorder.Run, CancellationToken.None))
        {
            var refusal = Asked.Event(recorder.State, request) is { } happened
                ? await recorder.TryAsync(happened, request, Asked.Objection(request))
                : Asked.Unknown(request);
            any |= refusal is null || await RefuseAsync(request, refusal);
        }

        return any;
    }

    /// <summary>Refuses the votes that were given on a plan which is not the run's any more.</summary>
    public async Task RefuseVotesAsync(string why)
    {
        foreach (var request in await journal.InboxAsync(recorder.Run, CancellationToken.None))
        {
            if (request.Kind is RequestKind.VoteGo or RequestKind.VoteNo)
                await RefuseAsync(request, why);
        }
    }

    private async Task<bool> RefuseAsync(Request request, string why)
    {
        var refused = new RequestRefused(request.Kind.ToString(), request.By, Asked.About(request, why));
        return await recorder.TryAsync(refused, request) is null;
    }
}
