namespace Cutover.Sites;

/// <summary>One file of a site, as it was when it was read.</summary>
/// <param name="Key">Its name in the bucket: the path below the site's directory.</param>
/// <param name="Path">Where its bytes are; elsewhere in the site where the name is a link.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">In lower-case hex.</param>
/// <param name="Md5">Of each part it travels in; one for most files. S3 compares them with what arrives.</param>
/// <param name="ContentType">What the edge says it is.</param>
internal sealed record SiteEntry(string Key, string Path, long Size, string Sha256, IReadOnlyList<byte[]> Md5, string ContentType)
{
    /// <summary>The ETag S3 gives such an object: its MD5, or the MD5 of its parts' MD5s and their number.</summary>
    public string ETag { get; } = Parts.ETag(Md5);
}
