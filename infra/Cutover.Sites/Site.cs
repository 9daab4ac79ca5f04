namespace Cutover.Sites;

/// <summary>A site of files, its bucket and its edge, as programs see them. Whatever goes wrong is a <see cref="SiteException"/>.</summary>
public sealed class Site(SiteSettings settings)
{
    /// <summary>The site of a settings file.</summary>
    public static Site Of(string file) => new(SiteSettingsFile.Read(file));

    /// <summary>How the bucket stands against the directory; nothing is changed.</summary>
    public Task<SiteStanding> LookAsync(CancellationToken stop) => SaidAsync(async () =>
    {
        var (tree, plan) = await PlanAsync(stop);
        return new SiteStanding(
            tree.Entries.Count, [.. plan.New.Concat(plan.Changed).Concat(plan.Unproved).Select(entry => entry.Key)],
            settings.Floor.Below(tree) ?? plan.Stranger);
    });

    /// <summary>Brings the bucket to what the directory holds; run again after anything that went wrong.</summary>
    public Task<int> PushAsync(Action<string> tell, CancellationToken stop) => SaidAsync(async () =>
    {
        var (tree, plan) = await PlanAsync(stop);
        if ((settings.Floor.Below(tree) ?? plan.Stranger) is { } refusal)
            throw new SiteException(refusal);
        using var bucket = new SiteBucket(settings);
        var pusher = new Pusher(settings, bucket, line =>
        {
            tell(line);
            return Task.CompletedTask;
        });
        return (await pusher.PushAsync(tree, plan, stop)).Sent;
    });

    /// <summary>Asks the edge for every file.</summary>
    public Task<EdgeCheckResult> AskAsync(CancellationToken stop) => SaidAsync(async () =>
    {
        var tree = await new SiteReader(settings).ReadAsync(stop);
        using var edge = new EdgeCheck(settings);
        return await edge.AskAsync(tree, stop);
    });

    private async Task<(SiteTree Tree, PushPlan Plan)> PlanAsync(CancellationToken stop)
    {
        var tree = await new SiteReader(settings).ReadAsync(stop);
        using var bucket = new SiteBucket(settings);
        return (tree, await PushPlan.OfAsync(settings, bucket, tree, stop));
    }

    private async Task<T> SaidAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception failure) when (BucketFailure.Is(failure))
        {
            throw new SiteException($"{settings.Bucket} at {settings.Endpoint.Authority} does not answer as it should: "
                + BucketFailure.Said(failure));
        }
    }
}
