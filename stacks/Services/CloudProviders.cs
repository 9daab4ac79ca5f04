namespace Cutover.Stacks;

/// <summary>Providers as config writes them.</summary>
public static class CloudProviders
{
    public static IReadOnlyDictionary<string, CloudProvider> Words { get; } = new Dictionary<string, CloudProvider>(StringComparer.Ordinal)
    {
        ["digitalocean"] = CloudProvider.DigitalOcean,
        ["azure"] = CloudProvider.Azure,
    };

    public static string Word(this CloudProvider provider) => Words.First(word => word.Value == provider).Key;
}
