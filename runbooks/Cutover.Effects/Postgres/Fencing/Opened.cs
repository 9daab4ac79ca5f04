namespace Cutover.Effects;

/// <summary>Whether the new side is open.</summary>
/// <param name="Writers">The applications' roles, and whether each has LOGIN.</param>
/// <param name="Ever">Whether it was ever opened; stays, because from then on nothing may overwrite it.</param>
/// <param name="IsShut">Whether it is proved that nobody can write there but replication.</param>
public sealed record Opened(IReadOnlyList<RoleLogin> Writers, bool Ever, bool IsShut);
