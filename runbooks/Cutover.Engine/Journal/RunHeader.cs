namespace Cutover.Engine;

/// <summary>A run as the journal lists it.</summary>
/// <param name="Run">Its name: the environment, the date and a number, such as lab-20261122-1.</param>
/// <param name="Runbook">The runbook's name.</param>
/// <param name="Environment">What it is aimed at.</param>
/// <param name="Started">When it was created, in UTC.</param>
/// <param name="Finished">Whether it has ended for good; an environment has at most one run that has not.</param>
public sealed record RunHeader(string Run, string Runbook, string Environment, DateTimeOffset Started, bool Finished);
