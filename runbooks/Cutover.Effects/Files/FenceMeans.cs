namespace Cutover.Effects;

/// <summary>What there is to keep writers out of a directory.</summary>
/// <param name="IsRoot">Whether its host is entered as root.</param>
/// <param name="IsMount">Whether it is a mount of its own, which the kernel keeps them out of.</param>
public sealed record FenceMeans(bool IsRoot, bool IsMount);
