namespace Cutover.Effects;

/// <summary>What a command's probe answered.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote, cut to 2,000 characters. It is journaled: a probe prints no secret.</param>
public sealed record CommandSeen(int ExitCode, string Output);
