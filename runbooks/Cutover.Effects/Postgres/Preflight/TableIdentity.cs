namespace Cutover.Effects;

/// <param name="Schema">The table's schema.</param>
/// <param name="Table">The table.</param>
/// <param name="Identity">As in pg_class.relreplident: d by primary key, n nothing, f full, i by an index.</param>
public sealed record TableIdentity(string Schema, string Table, string Identity);
