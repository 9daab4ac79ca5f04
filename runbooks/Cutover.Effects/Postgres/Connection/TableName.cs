namespace Cutover.Effects;

/// <summary>A table's name with its schema's, as they are in the catalog.</summary>
public sealed record TableName(string Schema, string Table)
{
    internal string Quoted => $"{Sql.Name(Schema)}.{Sql.Name(Table)}";

    public override string ToString() => $"{Schema}.{Table}";
}
