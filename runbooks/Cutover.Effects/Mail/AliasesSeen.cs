namespace Cutover.Effects;

/// <summary>Aliases, offered and in use.</summary>
/// <param name="Offered">How many the application offers.</param>
/// <param name="InUse">How many the mail host has.</param>
public sealed record AliasesSeen(int Offered, int InUse);
