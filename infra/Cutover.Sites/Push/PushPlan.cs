namespace Cutover.Sites;

/// <summary>What a push would do to a bucket.</summary>
/// <param name="New">Files the bucket has not.</param>
/// <param name="Changed">Files it has with other bytes, another type or another Cache-Control.</param>
/// <param name="Proved">Files it has, as its manifest vouches.</param>
/// <param name="Unproved">Files whose bytes it has; of which type, only asking tells.</param>
/// <param name="Gone">Objects that are no file of the site.</param>
/// <param name="Stranger">Why these may be another's; null where they are the site's own.</param>
internal sealed record PushPlan(
    IReadOnlyList<SiteEntry> New, IReadOnlyList<SiteEntry> Changed, IReadOnlyList<SiteEntry> Proved, IReadOnlyList<SiteEntry> Unproved,
    IReadOnlyList<string> Gone, string? Stranger)
{
    public static async Task<PushPlan> OfAsync(SiteSettings settings, SiteBucket bucket, SiteTree tree, CancellationToken stop)
    {
        var there = await bucket.ListAsync(stop);
        return Of(settings, tree, there, await bucket.ManifestAsync(stop));
    }

    public static PushPlan Of(
        SiteSettings settings, SiteTree tree, IReadOnlyDictionary<string, BucketObject> bucket, SiteManifest? manifest)
    {
        var (fresh, changed, proved, unproved) =
            (new List<SiteEntry>(), new List<SiteEntry>(), new List<SiteEntry>(), new List<SiteEntry>());
        var vouched = (manifest?.Files ?? []).ToDictionary(file => file.Key, StringComparer.Ordinal);
        foreach (var entry in tree.Entries)
        {
            var known = vouched.GetValueOrDefault(entry.Key);
            var into = !bucket.TryGetValue(entry.Key, out var there) ? fresh
                : known is not null && known.ETag == there.ETag
                    ? IsSame(settings, entry, known) ? proved : changed
                : there.Size == entry.Size && there.ETag == entry.ETag ? unproved
                : changed;
            into.Add(entry);
        }

        var keys = tree.Entries.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        var gone = settings.Keep ? [] : bucket.Keys
            .Where(key => !keys.Contains(key) && !key.StartsWith(NameRules.Own, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToList();
        return new PushPlan(fresh, changed, proved, unproved, gone, StrangerIn(settings, manifest, bucket.Count));
    }

    private static bool IsSame(SiteSettings settings, SiteEntry entry, ManifestEntry known) => known.Sha256 == entry.Sha256
        && known.Size == entry.Size && known.ContentType == entry.ContentType && known.CacheControl == settings.CacheControl;

    private static string? StrangerIn(SiteSettings settings, SiteManifest? manifest, int objects) =>
        manifest is null && objects > 0
            ? $"{settings.Bucket} holds {objects} objects and no manifest of a push, so it may be another's; name the right bucket, or "
                + "push with --adopt."
            : manifest is not null && manifest.Site != settings.Name
                ? $"{settings.Bucket} belongs to the site '{manifest.Site}', and this is '{settings.Name}'; name the right bucket, or push "
                    + "with --adopt."
                : null;
}
