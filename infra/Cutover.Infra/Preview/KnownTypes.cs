namespace Cutover.Infra;

/// <summary>What the tables say of a resource's type.</summary>
internal sealed class KnownTypes
{
    private readonly Dictionary<string, (ProviderTable Table, TableType Type)> _resources;

    /// <summary>Read once: these are facts of the build.</summary>
    public static KnownTypes All { get; } = new();

    private KnownTypes() => _resources = ProviderTables.Packages.Select(ProviderTables.Load)
        .SelectMany(table => table.Types.Where(type => type.Kind == TableKind.Resource).Select(type => (table, type)))
        .ToDictionary(pair => pair.type.Token, pair => pair, StringComparer.Ordinal);

    public TableType? Type(string token) => _resources.TryGetValue(token, out var found) ? found.Type : null;

    public ProviderTable? Table(string token) => _resources.TryGetValue(token, out var found) ? found.Table : null;

    /// <summary>Whether a change of this input makes a new resource; null where the provider's schema does not say.</summary>
    public bool? ForcesReplacement(string token, string input)
    {
        if (!_resources.TryGetValue(token, out var found))
            return null;
        if (found.Type.Inputs.Any(property => property.Name == input && property.ForcesReplacement))
            return true;
        return found.Table.KnowsAllReplacements ? false : null;
    }
}
