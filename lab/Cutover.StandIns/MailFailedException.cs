namespace Cutover.StandIns;

/// <summary>A message could not be handed to the mail server; it stays in the queue.</summary>
public sealed class MailFailedException(string message, Exception inner) : Exception(message, inner);
