namespace Cutover.Effects;

/// <summary>A mailbox that canaries are sent to, and how it is read.</summary>
public sealed record MailboxReadAddress
{
    public HostAddress Host { get; init; } = new();

    /// <summary>The address to write to.</summary>
    public required string To { get; init; }

    /// <summary>Prints its messages as they are stored, each after a line that begins with a form feed.</summary>
    public required IReadOnlyList<string> Read { get; init; }
}
