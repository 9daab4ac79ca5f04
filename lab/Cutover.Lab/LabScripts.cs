namespace Cutover.Lab;

/// <summary>Scripts of the lab that tests hold to what they stand for.</summary>
public static class LabScripts
{
    /// <summary>What stands before the edge's Worker, in Cloudflare's place.</summary>
    public static string Normaliser => SeedSql.Read("normalise.js");

    /// <summary>What runs a bucket with its S3 API, and the Worker that serves it, in Cloudflare's local runtime.</summary>
    public static string Bucket => SeedSql.Read("bucket.mjs");
}
