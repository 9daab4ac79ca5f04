namespace Cutover.Effects;

/// <summary>What became of questions asked of two sites.</summary>
/// <param name="Asked">How many.</param>
/// <param name="Different">How many were answered otherwise.</param>
public sealed record AnswersSeen(int Asked, int Different);
