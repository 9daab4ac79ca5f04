namespace Cutover.Sites;

/// <summary>
/// What a bucket is known to hold, kept in the bucket. Only that is in it which a push has proved; so a push that is killed leaves a
/// manifest that is short, never one that is wrong.
/// </summary>
/// <param name="Site">Whose bucket it is.</param>
/// <param name="Push">The push that wrote it last.</param>
/// <param name="Complete">Whether that push ended.</param>
/// <param name="Files">What it proved.</param>
internal sealed record SiteManifest(string Site, string Push, bool Complete, IReadOnlyList<ManifestEntry> Files)
{
    public const string Key = NameRules.Own + "manifest.json";
}
