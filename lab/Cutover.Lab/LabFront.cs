namespace Cutover.Lab;

/// <summary>One nginx that people's requests come in at.</summary>
/// <param name="Name">The unit's name for <c>bin/service</c>: <c>edge</c>, <c>old-front</c>, <c>new-front</c>.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="ModesDirectory">
/// Holds <c>&lt;service&gt;.conf</c> with the one line <c>set $cutover_mode &lt;mode&gt;;</c>; null for the new front, which has no modes.
/// </param>
/// <param name="Reload">The command that makes a changed mode live.</param>
public sealed record LabFront(string Name, Address Address, string? ModesDirectory, IReadOnlyList<string> Reload);
