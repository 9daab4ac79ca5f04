using System.Security.Cryptography;

namespace Cutover.Sites;

/// <summary>
/// How a file travels: small ones whole, large ones in parts of one size, which R2 asks for. Both ends of every push cut alike, so
/// that an ETag tells whether an object is the file.
/// </summary>
internal static class Parts
{
    /// <summary>R2's largest object: https://developers.cloudflare.com/r2/platform/limits/.</summary>
    public const long LargestFile = (5L << 40) - (5L << 30);

    private const long Whole = 64L << 20;
    private const long Usual = 32L << 20;
    private const int Most = 10_000;

    /// <summary>The size of every part but the last, in bytes; the file's own where it travels whole.</summary>
    public static long Size(long file) => file <= Whole ? Math.Max(file, 1) : Math.Max(Usual, (((file / Most) >> 20) + 1) << 20);

    public static string ETag(IReadOnlyList<byte[]> md5) => md5.Count == 1
        ? Convert.ToHexStringLower(md5[0])
        : $"{Convert.ToHexStringLower(Hash([.. md5.SelectMany(part => part)]))}-{md5.Count}";

    // Not for safety: S3 names objects by it and refuses what arrives otherwise. SHA-256 is what files are compared by.
    public static IncrementalHash NewMd5() => IncrementalHash.CreateHash(HashAlgorithmName.MD5);

    private static byte[] Hash(byte[] bytes)
    {
        using var hash = NewMd5();
        hash.AppendData(bytes);
        return hash.GetHashAndReset();
    }
}
