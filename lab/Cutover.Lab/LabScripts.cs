namespace Cutover.Lab;

/// <summary>Scripts of the lab that tests hold to what they stand for.</summary>
public static class LabScripts
{
    /// <summary>What stands before the edge's Worker, in Cloudflare's place.</summary>
    public static string Normaliser => SeedSql.Read("normalise.js");
}
