namespace Cutover.Effects;

/// <param name="Without">Tables whose changed rows could not be found on the other side.</param>
/// <param name="Full">Tables whose rows are found by their whole content, which is slow.</param>
public sealed record TableIdentities(IReadOnlyList<TableIdentity> Without, IReadOnlyList<TableIdentity> Full);
