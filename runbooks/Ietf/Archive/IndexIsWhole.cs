using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>
/// A proof that the search index has every message and nothing waits for it. It is filled from a queue after a message was archived, so
/// counts of messages say nothing of it.
/// </summary>
/// <param name="Site">The archive.</param>
internal sealed record IndexIsWhole(Place<SiteAddress> Site) : IProbe<IndexSeen>
{
    public string Verb => $"see that the search index of {Site} has every message";

    public async ValueTask<Finding<IndexSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        using var archive = new ArchiveApi(context, Site);
        var seen = await archive.JsonAsync<IndexSeen>("/index/_count", cancellation);
        return seen.Waiting == 0 && seen.Count == seen.Messages
            ? Finding.Done(seen, $"the index of {Site} has all {seen.Messages} messages")
            : Finding.NotDone(seen, $"the index of {Site} is behind: it has {seen.Count} of {seen.Messages} messages, {seen.Waiting} wait "
                + "for it; does the importer run, or must the index be made anew?");
    }
}
