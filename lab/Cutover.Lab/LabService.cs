namespace Cutover.Lab;

/// <summary>One application process.</summary>
/// <param name="Name">As <c>bin/service</c> and <c>X-Served-By</c> know it, such as <c>datatracker-old-web</c>.</param>
/// <param name="Address">Where it listens; null for a scheduler.</param>
/// <param name="HealthPath">A path that answers 200 when it and its database are well; null for a scheduler.</param>
/// <param name="RunsFromTheStart">False for the new side's, which the night starts.</param>
public sealed record LabService(string Name, Address? Address, string? HealthPath, bool RunsFromTheStart);
