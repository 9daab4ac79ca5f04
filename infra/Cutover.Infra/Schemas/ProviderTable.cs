namespace Cutover.Infra;

/// <summary>
/// The facts about one provider that the stacks need: its types' properties, which of them are required and which force
/// replacement. Made from the provider's Pulumi schema by tools/pulumi-table.cs.
/// </summary>
public sealed class ProviderTable
{
    private readonly Dictionary<string, string> _namespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TableType> _nested = new(StringComparer.Ordinal);
    private readonly List<TableType> _types = [];

    private ProviderTable()
    {
    }

    public string Package { get; private set; } = "";

    public string Version { get; private set; } = "";

    /// <summary>Made from a Terraform provider, whose modules carry the resource's name once more.</summary>
    public bool IsBridged { get; private set; }

    /// <summary>Whether every property that forces replacement is marked. Where not, an update may be a replacement.</summary>
    public bool KnowsAllReplacements { get; private set; }

    public IReadOnlyList<TableType> Types => _types;

    /// <exception cref="FormatException">A line of the table has no meaning; it is named.</exception>
    public static ProviderTable Parse(string text)
    {
        var table = new ProviderTable();
        var block = new List<string>();
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd()))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                block.Add(line);
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                table.Close(block);
                block = [line];
            }
        }
        table.Close(block);
        return table;
    }

    /// <summary>The object or enumeration of this token. A resource may have the same one, so it is not found here.</summary>
    public TableType? Nested(string token) => _nested.TryGetValue(token, out var type) ? type : null;

    /// <summary>The C# namespace of a token: the package's and the module's.</summary>
    public string Namespace(string token)
    {
        var module = token.Split(':')[1];
        if (IsBridged && module.Contains('/'))
        {
            module = module.Substring(0, module.LastIndexOf('/'));
        }
        var package = "Pulumi." + NamespacePart(Package);
        return module is "" or "index" ? package : package + "." + NamespacePart(module);
    }

    private string NamespacePart(string name) => _namespaces.TryGetValue(name, out var given)
        ? given
        : string.Concat(name.Split('/', '-').Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1)));

    private void Close(List<string> block)
    {
        if (block.Count == 0)
        {
            return;
        }
        var words = block[0].Split(' ');
        switch (words[0])
        {
            case "package" when words.Length == 3:
                (Package, Version) = (words[1], words[2]);
                break;
            case "bridged":
                IsBridged = true;
                break;
            case "namespace" when words.Length == 3:
                _namespaces[words[1]] = words[2];
                break;
            case "replacements":
                KnowsAllReplacements = words[1] == "complete:";
                break;
            default:
                Add(words, block);
                break;
        }
    }

    private void Add(string[] words, List<string> block)
    {
        var kind = words[0] switch
        {
            "provider" => TableKind.Provider,
            "config" => TableKind.Config,
            "resource" when words.Length == 2 => TableKind.Resource,
            "object" when words.Length == 2 => TableKind.Nested,
            "enum" when words.Length == 2 => TableKind.Enum,
            _ => throw new FormatException($"Table of {Package}: '{block[0]}' begins with no word that a table knows."),
        };
        var token = words.Length == 2 ? words[1] : $"{Package}:index:{(kind == TableKind.Provider ? "Provider" : "Config")}";
        var type = new TableType(kind, token, block.GetRange(1, block.Count - 1));
        _types.Add(type);
        if (kind is TableKind.Nested or TableKind.Enum)
        {
            _nested.Add(token, type);
        }
    }
}
