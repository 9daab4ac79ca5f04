namespace Cutover.Effects;

/// <summary>A restored backup compared with the database that it is of.</summary>
/// <param name="Tables">How many tables that has.</param>
/// <param name="Rows">How many rows the backup has.</param>
/// <param name="Equal">How many tables nobody wrote to since they were hashed, and are the same row by row.</param>
/// <param name="Wrong">How many tables are missing, other or too short.</param>
public sealed record RestoredSeen(int Tables, long Rows, int Equal, int Wrong);
