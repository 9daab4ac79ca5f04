namespace Cutover.Sites;

/// <summary>A site of files: where they are, the bucket they go to, and the name they are served under.</summary>
public sealed record SiteSettings
{
    /// <summary>The site's own name; a bucket that another site was pushed to is not touched.</summary>
    public required string Name { get; init; }

    /// <summary>The directory that is the site.</summary>
    public required string Directory { get; init; }

    public required string Bucket { get; init; }

    /// <summary>The S3 endpoint without the bucket, such as https://ACCOUNT.r2.cloudflarestorage.com.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>A file in AWS's format, <c>[default]</c> with a key id and a secret, that only its owner may read.</summary>
    public required string Credentials { get; init; }

    /// <summary>Where people read it, through the edge.</summary>
    public required Uri Url { get; init; }

    /// <summary>An address:port to ask instead of what the name resolves to.</summary>
    public string? ConnectTo { get; init; }

    /// <summary>What the directory must at least hold before anything is deleted in its name.</summary>
    public required SiteFloor Floor { get; init; }

    /// <summary>The file that answers for names that do not exist; it must be there.</summary>
    public string NotFound { get; init; } = "404.html";

    /// <summary>Cache-Control of every file; none where absent.</summary>
    public string? CacheControl { get; init; }

    /// <summary>Content types by extension, such as <c>.gmi: text/gemini</c>, before the usual ones.</summary>
    public IReadOnlyDictionary<string, string> Types { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether what is in the bucket and not in the directory stays: assets under names of their own, which pages still refer to that were
    /// made before.
    /// </summary>
    public bool Keep { get; init; }

    /// <summary>How many transfers or questions run at once.</summary>
    public int Parallel { get; init; } = 16;
}
