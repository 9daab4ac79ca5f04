namespace Cutover.Engine;

/// <summary>
/// There is no room to record what happens. Nothing was begun without its record; the run can be resumed once there is room.
/// </summary>
public sealed class JournalFullException(string message, Exception? inner = null) : JournalException(message, inner);
