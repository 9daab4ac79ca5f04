namespace Cutover.Engine;

/// <summary>A newer driver has taken the run; this one must stop at once.</summary>
public sealed class EpochLostException(string message) : JournalException(message);
