namespace Cutover.Sites;

/// <summary>How a bucket stands against a directory.</summary>
/// <param name="Files">How many files the directory has.</param>
/// <param name="Missing">Those that the bucket lacks, or has otherwise.</param>
/// <param name="Refusal">Why nothing may be pushed; null where it may.</param>
public sealed record SiteStanding(int Files, IReadOnlyList<string> Missing, string? Refusal);
