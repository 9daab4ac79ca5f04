namespace Ietf;

/// <summary>A message of ours in the archive.</summary>
/// <param name="Path">Where it is read.</param>
/// <param name="Word">What only it is found by.</param>
/// <param name="Readable">Whether it can be read.</param>
/// <param name="Found">Whether a search finds it.</param>
internal sealed record CanarySeen(string Path, string Word, bool Readable, bool Found);
