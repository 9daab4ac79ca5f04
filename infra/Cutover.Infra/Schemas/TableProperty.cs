namespace Cutover.Infra;

/// <summary>One property of a provider's type: a line of its table.</summary>
public sealed class TableProperty
{
    private readonly HashSet<string> _flags;

    private TableProperty(PropertyUse use, string name, TypeShape type, IEnumerable<string> flags)
    {
        (Use, Name, Type) = (use, name, type);
        _flags = new HashSet<string>(flags, StringComparer.Ordinal);
    }

    public PropertyUse Use { get; }

    /// <summary>The name on the wire.</summary>
    public string Name { get; }

    public TypeShape Type { get; }

    public bool IsInput => Use != PropertyUse.Output;

    public bool IsOutput => Use != PropertyUse.Input;

    /// <summary>An input that must be given.</summary>
    public bool IsRequired => _flags.Contains("required");

    /// <summary>An output that always has a value.</summary>
    public bool IsAlways => _flags.Contains("always");

    /// <summary>A change of it makes a new resource.</summary>
    public bool ForcesReplacement => _flags.Contains("replace");

    public bool IsSecret => _flags.Contains("secret");

    /// <summary>The name in C#: the wire name with its first letter up, unless the provider says otherwise.</summary>
    public string Member => Value("as=") ?? char.ToUpperInvariant(Name[0]) + Name.Substring(1);

    /// <summary>The environment variables it is read from when it is not given.</summary>
    public IReadOnlyList<string> Environment => Value("env=")?.Split(',') ?? [];

    /// <summary>What it is when it is not given, as JSON; null when there is no default.</summary>
    public string? Default => Value("default=");

    /// <summary>Reads <c>in|out|both name type flag…</c>.</summary>
    /// <exception cref="FormatException">The line has another shape.</exception>
    public static TableProperty Parse(string line)
    {
        var words = line.Trim().Split(' ');
        if (words.Length < 3)
        {
            throw new FormatException($"'{line}' is no property: expected 'in|out|both name type flag…'.");
        }
        var use = words[0] switch
        {
            "in" => PropertyUse.Input,
            "out" => PropertyUse.Output,
            "both" => PropertyUse.Both,
            _ => throw new FormatException($"'{line}' begins with '{words[0]}': expected in, out or both."),
        };
        return new TableProperty(use, words[1], TypeShape.Parse(words[2]), words.Skip(3));
    }

    private string? Value(string prefix) => _flags
        .Where(flag => flag.StartsWith(prefix, StringComparison.Ordinal))
        .Select(flag => flag.Substring(prefix.Length))
        .FirstOrDefault();
}
