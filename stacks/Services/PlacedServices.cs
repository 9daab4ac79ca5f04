using System.Collections.Immutable;
using Cutover.Infra;
using Pulumi;

namespace Cutover.Stacks;

/// <summary>What a provider's stack says of the services on it, by service.</summary>
internal sealed class PlacedServices
{
    private readonly Dictionary<string, Output<string>> _addresses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Output<string>> _machines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Output<string>> _databases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Output<string>> _passwords = new(StringComparer.Ordinal);

    public Output<ImmutableDictionary<string, string>> Addresses => Together(_addresses);

    public Output<ImmutableDictionary<string, string>> Machines => Together(_machines);

    public Output<ImmutableDictionary<string, string>> Databases => Together(_databases);

    public Output<ImmutableDictionary<string, string>> Passwords => Output.CreateSecret(Together(_passwords));

    public void Add(string service, ServiceHost host) => (_addresses[service], _machines[service]) = (host.Address, host.Machine);

    public void Add(string service, ServiceDatabase database)
    {
        _databases[service] = Output.Format($"{database.Host}:{database.Port}");
        _passwords[service] = database.Password;
    }

    private static Output<ImmutableDictionary<string, string>> Together(Dictionary<string, Output<string>> outputs) =>
        Output.All(outputs.Values).Apply(values => outputs.Keys.Zip(values)
            .ToImmutableDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
}
