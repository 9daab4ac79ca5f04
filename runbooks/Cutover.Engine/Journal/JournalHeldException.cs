namespace Cutover.Engine;

/// <summary>Another driver holds the run.</summary>
public sealed class JournalHeldException(string message) : JournalException(message);
