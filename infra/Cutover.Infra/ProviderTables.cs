namespace Cutover.Infra;

/// <summary>The facts about the four providers, which a preview needs whichever SDK the stacks were compiled against.</summary>
public static class ProviderTables
{
    public static IReadOnlyList<string> Packages { get; } = ["aws", "azure-native", "cloudflare", "digitalocean"];

    /// <exception cref="ArgumentException">There is no table of that package.</exception>
    /// <exception cref="FormatException">The table cannot be read.</exception>
    public static ProviderTable Load(string package)
    {
        using var stream = typeof(ProviderTables).Assembly.GetManifestResourceStream($"{package}.table")
            ?? throw new ArgumentException(
                $"No table describes provider '{package}': {string.Join(", ", Packages)} have one.", nameof(package));
        using var reader = new StreamReader(stream);
        return ProviderTable.Parse(reader.ReadToEnd());
    }
}
