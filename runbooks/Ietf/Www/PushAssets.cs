using Cutover.Effects;
using Cutover.Engine;
using Cutover.Sites;

namespace Ietf;

/// <summary>Puts what pages refer to into its bucket.</summary>
/// <param name="Assets">The files and the bucket.</param>
internal sealed record PushAssets(Place<AssetsAddress> Assets) : IEffect<AssetsSeen>
{
    public string Verb => $"put {Assets} into their bucket";

    public async ValueTask<Finding<AssetsSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            var stands = await Site.Of(context.At(Assets).Settings).LookAsync(cancellation);
            if (stands.Refusal is { } refusal)
                return Finding.Unknown<AssetsSeen>(refusal);
            var seen = new AssetsSeen(stands.Files, stands.Missing.Count);
            return seen.Wrong == 0
                ? Finding.Done(seen, $"the bucket has the {seen.Files} files of {Assets}")
                : Finding.NotDone(
                    seen, $"the bucket lacks {seen.Wrong} of the {seen.Files} files of {Assets}, such as {stands.Missing[0]}");
        }
        catch (SiteException wrong)
        {
            return Finding.Unknown<AssetsSeen>(string.Join(' ', wrong.Problems));
        }
    }

    public async ValueTask DoAsync(StepContext context, AssetsSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            await Site.Of(context.At(Assets).Settings).PushAsync(context.Say, cancellation);
        }
        catch (SiteException wrong)
        {
            throw new EffectException(string.Join(' ', wrong.Problems), wrong);
        }
    }
}
