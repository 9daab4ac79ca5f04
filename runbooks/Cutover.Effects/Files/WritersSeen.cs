namespace Cutover.Effects;

/// <summary>How many descriptors and shared maps can still write below a directory.</summary>
public sealed record WritersSeen(int Open);
