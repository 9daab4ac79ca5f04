namespace Cutover.Sites;

/// <summary>An object as a bucket lists it; its ETag without quotes.</summary>
internal sealed record BucketObject(string Key, long Size, string ETag);
