namespace Cutover.Lab;

/// <summary>One nginx that people's requests come in at.</summary>
/// <param name="Name">The unit's name for <c>bin/service</c>: <c>edge</c>, <c>old-front</c>, <c>new-front</c>.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="ModesDirectory">
/// Holds a directory for each site with one empty file in it, whose name is the mode; null for the new front, which has no modes.
/// </param>
public sealed record LabFront(string Name, Address Address, string? ModesDirectory);
