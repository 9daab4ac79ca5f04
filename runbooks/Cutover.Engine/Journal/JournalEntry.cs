namespace Cutover.Engine;

/// <summary>One event as recorded.</summary>
/// <param name="Seq">Its place in the run, from 1, without gaps.</param>
/// <param name="Epoch">The driver that recorded it.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Event">What happened.</param>
public sealed record JournalEntry(long Seq, long Epoch, DateTimeOffset At, RunEvent Event);
