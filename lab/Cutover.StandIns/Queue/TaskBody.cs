namespace Cutover.StandIns;

/// <summary>What a task is about.</summary>
/// <param name="Id">The row's number.</param>
public sealed record TaskBody(long Id);
