namespace Cutover.Infra;

/// <summary>One type of a provider: a block of its table.</summary>
public sealed class TableType
{
    internal TableType(TableKind kind, string token, IReadOnlyList<string> lines)
    {
        (Kind, Token) = (kind, token);
        Properties = kind == TableKind.Enum ? [] : [.. lines.Select(TableProperty.Parse)];
        Members = kind == TableKind.Enum ? [.. lines.SelectMany(line => line.Trim().Split(' ')).Select(Member)] : [];
    }

    public TableKind Kind { get; }

    /// <summary>The type's name among all providers, such as <c>digitalocean:index/droplet:Droplet</c>.</summary>
    public string Token { get; }

    /// <summary>The last part of the token.</summary>
    public string Name => Token.Substring(Token.LastIndexOf(':') + 1);

    public IReadOnlyList<TableProperty> Properties { get; }

    /// <summary>An enumeration's names in C# with the values on the wire.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Members { get; }

    public IEnumerable<TableProperty> Inputs => Properties.Where(property => property.IsInput);

    public IEnumerable<TableProperty> Outputs => Properties.Where(property => property.IsOutput);

    private static KeyValuePair<string, string> Member(string pair)
    {
        var at = pair.IndexOf('=');
        return at > 0
            ? new KeyValuePair<string, string>(pair.Substring(0, at), pair.Substring(at + 1))
            : throw new FormatException($"'{pair}' is no member of an enumeration: expected Name=value.");
    }
}
