namespace Cutover.Effects;

/// <summary>Where the manifest of a directory is and what it is; the manifest itself is too large for the journal.</summary>
/// <param name="Path">The file, on the machine that hashed; absent where there is none.</param>
/// <param name="Sha256">Of the file.</param>
/// <param name="Files">How many files it holds hashes of.</param>
public sealed record ManifestSeen(string? Path, string? Sha256, int Files);
