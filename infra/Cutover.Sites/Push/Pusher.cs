using System.Collections.Concurrent;
using System.Diagnostics;
using Amazon.Runtime;
using Cutover.Disk;

namespace Cutover.Sites;

/// <summary>
/// Brings a bucket to what a directory holds: what is new or changed travels, all of it is proved, then what is gone is deleted. Killed
/// anywhere and started again, it does what is left.
/// </summary>
internal sealed class Pusher(SiteSettings settings, SiteBucket bucket, Func<string, Task> tell)
{
    private const int Named = 20;

    private static readonly TimeSpan BetweenWords = TimeSpan.FromSeconds(2);

    /// <summary>Does what the plan says.</summary>
    /// <exception cref="SiteException">Something did not travel, or another push came between. Nothing was deleted.</exception>
    public async Task<PushResult> PushAsync(SiteTree tree, PushPlan plan, CancellationToken stop)
    {
        var push = Guid.NewGuid().ToString("N");
        await bucket.WriteAsync(Manifest(push, complete: false, plan.Proved), stop);
        var wrong = await WrongTypesAsync(plan.Unproved, stop);
        SiteEntry[] travelling = [.. plan.New, .. plan.Changed, .. wrong];
        await SendAsync(travelling, stop);
        await ProveAsync(tree, push, stop);
        await bucket.WriteAsync(Manifest(push, complete: true, tree.Entries), stop);
        await bucket.DeleteAsync(plan.Gone, stop);
        return new PushResult(travelling.Length, travelling.Sum(entry => entry.Size), plan.Gone.Count);
    }

    private SiteManifest Manifest(string push, bool complete, IEnumerable<SiteEntry> entries) => new(settings.Name, push, complete,
    [
        .. entries.Select(entry =>
            new ManifestEntry(entry.Key, entry.Size, entry.Sha256, entry.ETag, entry.ContentType, settings.CacheControl)),
    ]);

    private async Task<IReadOnlyCollection<SiteEntry>> WrongTypesAsync(IReadOnlyList<SiteEntry> entries, CancellationToken stop)
    {
        var wrong = new ConcurrentBag<SiteEntry>();
        await EachAsync("asked", entries, async (entry, token) =>
        {
            if (await bucket.TypeAsync(entry.Key, token) != (entry.ContentType, settings.CacheControl))
                wrong.Add(entry);
        }, stop);
        return wrong;
    }

    private async Task SendAsync(SiteEntry[] entries, CancellationToken stop)
    {
        var failed = new ConcurrentBag<string>();
        await EachAsync("sent", entries, async (entry, token) =>
        {
            try
            {
                await bucket.PutAsync(entry, token);
            }
            catch (Exception failure) when (BucketFailure.Is(failure)
                || failure is IOException or UnauthorizedAccessException or SiteException)
            {
                failed.Add(Sentence(entry, failure));
            }
        }, stop);
        if (!failed.IsEmpty)
        {
            throw new SiteException(
            [
                .. failed.Order(StringComparer.Ordinal).Take(Named),
                $"{failed.Count} of {entries.Length} files did not travel and nothing was deleted; run the same command again, it goes on.",
            ]);
        }
    }

    private static string Sentence(SiteEntry entry, Exception failure) => failure switch
    {
        AmazonServiceException { ErrorCode: "BadDigest" } => $"{NameRules.Shown(entry.Key)} changed during the push; S3 refused it.",
        FileNotFoundException or DirectoryNotFoundException => $"{NameRules.Shown(entry.Key)} was removed during the push.",
        _ when FileKinds.Of(entry.Path) is not { IsFile: true } now || now.Size != entry.Size =>
            $"{NameRules.Shown(entry.Key)} changed during the push.",
        _ => $"{NameRules.Shown(entry.Key)} did not travel: {BucketFailure.Said(failure)}",
    };

    /// <summary>Nothing is deleted on the word of an upload: the bucket itself says what it holds.</summary>
    private async Task ProveAsync(SiteTree tree, string push, CancellationToken stop)
    {
        if (await bucket.ManifestAsync(stop) is not { } manifest || manifest.Push != push)
            throw new SiteException($"Another push to {settings.Bucket} began meanwhile; wait for its end and push again.");

        var there = await bucket.ListAsync(stop);
        var missing = tree.Entries.Where(entry => there.GetValueOrDefault(entry.Key)?.ETag != entry.ETag).ToList();
        if (missing.Count > 0)
        {
            throw new SiteException($"{settings.Bucket} lacks {missing.Count} files after the push, such as "
                + $"{NameRules.Shown(missing[0].Key)}; nothing was deleted, push again.");
        }
    }

    private async Task EachAsync(
        string did, IReadOnlyList<SiteEntry> entries, Func<SiteEntry, CancellationToken, Task> act, CancellationToken stop)
    {
        var (done, last, gate) = (0, Stopwatch.StartNew(), new Lock());
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = settings.Parallel, CancellationToken = stop };
        await Parallel.ForEachAsync(entries, atOnce,
            async (entry, token) =>
            {
                await act(entry, token);
                var now = Interlocked.Increment(ref done);
                bool isTime;
                lock (gate)
                {
                    isTime = last.Elapsed > BetweenWords;
                    if (isTime)
                        last.Restart();
                }

                if (isTime)
                    await tell($"{did} {now} of {entries.Count}");
            });
    }
}
