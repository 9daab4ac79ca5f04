using Pulumi;

namespace Cutover.Stacks;

/// <summary>The config that the Pulumi CLI hands over, with its secrets decrypted.</summary>
internal sealed class PulumiValues(Config config) : IStackValues
{
    public IReadOnlyCollection<string>? Keys => null;

    public string? Get(string key) => config.Get(key);

    public Output<string>? GetSecret(string key) => config.GetSecret(key);
}
