namespace Cutover.Effects;

/// <summary>One table compared.</summary>
/// <param name="Name">Schema and name.</param>
/// <param name="Rows">How many rows the old side has; -1 where it has no such table.</param>
/// <param name="Hash">The old side's hash.</param>
/// <param name="NewRows">How many rows the new side has; -1 where it has no such table.</param>
/// <param name="NewHash">The new side's hash.</param>
/// <param name="Cold">Whether it was hashed before the fence and stood still since.</param>
public sealed record TableProof(string Name, long Rows, string Hash, long NewRows, string NewHash, bool Cold)
{
    internal bool IsSame => Rows == NewRows && Hash == NewHash;
}
