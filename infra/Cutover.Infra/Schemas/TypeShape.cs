namespace Cutover.Infra;

/// <summary>A property's type: a scalar's word, the token of an object or an enumeration, or list, map or union of those.</summary>
public sealed class TypeShape
{
    private TypeShape(string name, IReadOnlyList<TypeShape> parts) => (Name, Parts) = (name, parts);

    /// <summary>string, integer, number, boolean, any, object, list, map, union, or a type token.</summary>
    public string Name { get; }

    /// <summary>The item of a list or a map, the sides of a union.</summary>
    public IReadOnlyList<TypeShape> Parts { get; }

    public bool IsToken => Name.Contains(':');

    /// <summary>Reads <c>list(union(string,digitalocean:index:Region))</c> and the like.</summary>
    /// <exception cref="FormatException">The text has another shape.</exception>
    public static TypeShape Parse(string text)
    {
        var at = 0;
        var shape = Parse(text, ref at);
        return at == text.Length ? shape : throw new FormatException($"Type '{text}' goes on after its end, at column {at}.");
    }

    private static TypeShape Parse(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is not ('(' or ')' or ','))
        {
            at++;
        }
        var name = text.Substring(start, at - start);
        var parts = new List<TypeShape>();
        if (at < text.Length && text[at] == '(')
        {
            do
            {
                at++;
                parts.Add(Parse(text, ref at));
            }
            while (at < text.Length && text[at] == ',');
            if (at == text.Length || text[at] != ')')
            {
                throw new FormatException($"Type '{text}' lacks a closing parenthesis at column {at}.");
            }
            at++;
        }
        var expected = name switch { "list" or "map" => 1, "union" => 2, _ => 0 };
        return name.Length > 0 && parts.Count == expected
            ? new TypeShape(name, parts)
            : throw new FormatException($"Type '{text}': '{name}' takes {expected} types and has {parts.Count}.");
    }
}
