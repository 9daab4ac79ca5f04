namespace Cutover.Crowd;

/// <summary>What became of one key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Lost">The last acknowledged write is not there, and no unknown write explains it.</param>
/// <param name="Duplicated">How often it is there beyond once.</param>
/// <param name="UnknownPresent">Its last state is that of a write of which nobody knew.</param>
/// <param name="RefusedPresent">Its last state is that of a write that was refused: the service said no and did it all the same.</param>
/// <param name="Finding">What is wrong, in one sentence; none where all is well.</param>
public sealed record KeyVerdict(string Key, bool Lost, int Duplicated, bool UnknownPresent, bool RefusedPresent, string? Finding);
