namespace Cutover.Effects;

/// <summary>What moves when a table is changed.</summary>
/// <param name="Inserted">Rows inserted since the server's statistics began.</param>
/// <param name="Updated">Rows updated.</param>
/// <param name="Deleted">Rows deleted.</param>
/// <param name="File">The table's file, which TRUNCATE and rewrites replace without counting rows.</param>
public sealed record TableCounters(long Inserted, long Updated, long Deleted, long File);
