using System.Security.Cryptography;
using Cutover.Disk;

namespace Cutover.Sites;

/// <summary>Reads a file once: its hashes, and whether it is text.</summary>
internal static class FileHash
{
    private const int Chunk = 1 << 17;

    /// <exception cref="SiteException">It is too large for S3, or it changed while it was read.</exception>
    public static async Task<SiteEntry> ReadAsync(string key, string path, ContentTypes types, CancellationToken stop)
    {
        var shown = NameRules.Shown(key);
        var before = FileKinds.Of(path);
        if (before is not { IsFile: true })
            throw new SiteException($"{shown} was removed while the site was read; run the same command again.");
        if (before.Size > Parts.LargestFile)
            throw new SiteException($"{shown} is {before.Size} bytes long, and R2 takes {Parts.LargestFile}; split it.");

        var (sha256, md5, isText) = await HashAsync(path, before.Size, stop);
        return FileKinds.Of(path) == before
            ? new SiteEntry(key, path, before.Size, sha256, md5, types.Of(key, isText))
            : throw new SiteException($"{shown} changed while the site was read; run the same command again.");
    }

    private static async Task<(string Sha256, List<byte[]> Md5, bool IsText)> HashAsync(string path, long size, CancellationToken stop)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var md5 = Parts.NewMd5();
        var (parts, text, buffer) = (new List<byte[]>(), new Utf8Text(), new byte[Chunk]);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        var (partSize, left) = (Parts.Size(size), Parts.Size(size));
        while (await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(Chunk, left)), stop) is > 0 and var read)
        {
            sha256.AppendData(buffer, 0, read);
            md5.AppendData(buffer, 0, read);
            text.Append(buffer.AsSpan(0, read));
            left -= read;
            if (left == 0)
            {
                parts.Add(md5.GetHashAndReset());
                left = partSize;
            }
        }

        if (left < partSize || parts.Count == 0)
            parts.Add(md5.GetHashAndReset());
        return (Convert.ToHexStringLower(sha256.GetHashAndReset()), parts, text.IsText);
    }
}
