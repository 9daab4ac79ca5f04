namespace Pulumi;

/// <summary>What is said of a component apart from its arguments.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    /// <summary>Providers that its children use, by their package.</summary>
    public List<ProviderResource> Providers { get; set; } = [];

    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = new ComponentResourceOptions();
        foreach (var options in new[] { options1, options2 })
        {
            merged.Take(options);
            merged.Providers = [.. merged.Providers, .. options?.Providers ?? []];
        }
        return merged;
    }

    internal override IEnumerable<ProviderResource> OwnProviders() => [.. Providers, .. base.OwnProviders()];
}
