namespace Cutover.Lab;

/// <summary>The OpenID provider on one host.</summary>
/// <param name="Unit">Its name for <c>bin/service</c>.</param>
/// <param name="Address">Where it listens.</param>
public sealed record LabProvider(string Unit, Address Address);
