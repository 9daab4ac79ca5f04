using Cutover.Engine;
using Cutover.Sites;

namespace Ietf;

/// <summary>A check that the edge serves every file from the bucket: status, content type, ETag and bytes.</summary>
/// <param name="Assets">The files, the bucket and the name.</param>
internal sealed record AssetsServed(Place<AssetsAddress> Assets) : IProbe<AssetsSeen>
{
    private const int Named = 3;

    public string Verb => $"ask the edge for {Assets}";

    public async ValueTask<Finding<AssetsSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            var answers = await Site.Of(context.At(Assets).Settings).AskAsync(cancellation);
            var seen = new AssetsSeen(answers.Asked, answers.Differences.Count);
            return seen.Wrong == 0
                ? Finding.Done(seen, $"{seen.Files} questions about {Assets} are answered as they should be")
                : Finding.NotDone(seen, $"{seen.Wrong} of {seen.Files} questions about {Assets} are answered otherwise: "
                    + string.Join("; ", answers.Differences.Take(Named)));
        }
        catch (SiteException wrong)
        {
            return Finding.Unknown<AssetsSeen>(string.Join(' ', wrong.Problems));
        }
    }
}
