namespace Cutover.Effects;

/// <summary>A fence as it stands: before it, whom to let in again; once it is proved, where the old side ends.</summary>
/// <param name="Writers">The roles that are kept out, and whether each has LOGIN.</param>
/// <param name="Lsn">A position in the WAL after the last write; absent until the fence is proved.</param>
/// <param name="Mark">The value of the marker row written after the last write.</param>
/// <param name="Changes">Rows inserted, updated and deleted since the server's statistics began; it stands still under a fence.</param>
public sealed record Fenced(IReadOnlyList<RoleLogin> Writers, string? Lsn, string? Mark, long Changes);
