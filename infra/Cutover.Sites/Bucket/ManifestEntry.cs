namespace Cutover.Sites;

/// <summary>One file of a manifest; its ETag is what the server called the object when it was proved.</summary>
internal sealed record ManifestEntry(string Key, long Size, string Sha256, string ETag, string ContentType, string? CacheControl);
