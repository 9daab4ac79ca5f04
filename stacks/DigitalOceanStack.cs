using System.Collections.Immutable;
using Cutover.Infra;
using Pulumi;

namespace Cutover.Stacks;

/// <summary>The services that are placed on DigitalOcean. Where each one is placed is said here, for both providers.</summary>
public sealed class DigitalOceanStack : Stack
{
    public DigitalOceanStack(StackContext context) : base(context.Options)
    {
        var settings = context.Settings;
        var placement = settings.Choices(
            "placement", "where each service runs", Estate.Names, CloudProviders.Words, "{www: digitalocean, ...}");
        var region = settings.Text("region", "a region of DigitalOcean", "[a-z]{3}[0-9]", "fra1");
        var range = settings.Text("network", "the private network", Patterns.Network, "10.20.0.0/20");
        var hosts = HostSettings.Read(settings);
        settings.NothingElse();

        Placement = Output.Create(placement.ToImmutableDictionary(entry => entry.Key, entry => entry.Value.Word(), StringComparer.Ordinal));
        var placed = new PlacedServices();
        var services = Estate.Services.Where(service => placement[service.Name] == CloudProvider.DigitalOcean).ToList();
        if (services.Count > 0)
        {
            var network = new DigitalOceanNetwork("shared", new DigitalOceanNetworkArgs
            {
                Environment = context.Environment,
                Region = region,
                Range = range,
                SshPublicKey = hosts.SshPublicKey,
            });
            var urns = services.SelectMany(service => Place(context.Environment, service, hosts, network, placed)).ToList();
            _ = new DigitalOceanProject("shared", context.Environment, urns);
        }

        (Addresses, Databases, Passwords) = (placed.Addresses, placed.Databases, placed.Passwords);
        Tags = Output.Create(services.Select(service => DigitalOceanHost.Tag(context.Environment, service.Name)).ToImmutableArray());
    }

    /// <summary>Each service's provider.</summary>
    [Output("placement")]
    public Output<ImmutableDictionary<string, string>> Placement { get; private set; }

    /// <summary>The address of each service that is placed here.</summary>
    [Output("addresses")]
    public Output<ImmutableDictionary<string, string>> Addresses { get; private set; }

    /// <summary>Each database as host:port.</summary>
    [Output("databases")]
    public Output<ImmutableDictionary<string, string>> Databases { get; private set; }

    [Output("databasePasswords")]
    public Output<ImmutableDictionary<string, string>> Passwords { get; private set; }

    /// <summary>What marks the droplets, for alerts.</summary>
    [Output("tags")]
    public Output<ImmutableArray<string>> Tags { get; private set; }

    private static IEnumerable<Output<string>> Place(
        string environment, Service service, HostSettings hosts, DigitalOceanNetwork network, PlacedServices placed)
    {
        var host = new DigitalOceanHost(service.Name, hosts.Host(environment, service), network);
        placed.Add(service.Name, host);
        yield return host.ProviderUrn;
        if (service.Database is { } name)
        {
            var database = new DigitalOceanDatabase(service.Name, hosts.Database(environment, name), network);
            placed.Add(service.Name, database);
            yield return database.Cluster;
        }
    }
}
