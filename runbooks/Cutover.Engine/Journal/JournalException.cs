namespace Cutover.Engine;

/// <summary>The journal cannot be used; the message says why and how to mend it.</summary>
public class JournalException(string message, Exception? inner = null) : Exception(message, inner);
