using System.Collections.Immutable;
using Cutover.Infra;
using Pulumi;

namespace Cutover.Stacks;

/// <summary>The services that the DigitalOcean stack's <c>placement</c> places on Azure.</summary>
public sealed class AzureStack : Stack
{
    public AzureStack(StackContext context) : base(context.Options)
    {
        var settings = context.Settings;
        var location = settings.Text("location", "a location of Azure", "[a-z]+[0-9]?", "westeurope");
        var range = settings.Text("network", "the private network", Patterns.Network, "10.30.0.0/20");
        var hosts = HostSettings.Read(settings);
        var password = settings.Secret("databasePassword", "the database owners' password, which Azure does not make itself");
        settings.NothingElse();

        // Which resources there are depends on it, so it has to be known when this runs: the other stack is up first.
        var placement = context.From("digitalocean").Map("placement");
        var network = new Lazy<AzureNetwork>(() => new AzureNetwork("shared", new AzureNetworkArgs
        {
            Environment = context.Environment,
            Location = location,
            Range = range,
        }));
        var placed = placement.Apply(providers =>
        {
            var services = new PlacedServices();
            foreach (var service in Estate.Services.Where(service => providers[service.Name] == CloudProvider.Azure.Word()))
                Place(context.Environment, service, hosts, password, network.Value, services);
            return services;
        });
        Addresses = placed.Apply(services => services.Addresses);
        Databases = placed.Apply(services => services.Databases);
        Passwords = Output.CreateSecret(placed.Apply(services => services.Passwords));
        Machines = placed.Apply(services => services.Machines);
        Group = placed.Apply(_ => network.IsValueCreated ? network.Value.Group : Output.Create(""));
    }

    /// <summary>The address of each service that is placed here.</summary>
    [Output("addresses")]
    public Output<ImmutableDictionary<string, string>> Addresses { get; private set; }

    /// <summary>Each database as host:port.</summary>
    [Output("databases")]
    public Output<ImmutableDictionary<string, string>> Databases { get; private set; }

    [Output("databasePasswords")]
    public Output<ImmutableDictionary<string, string>> Passwords { get; private set; }

    /// <summary>The id of each virtual machine, for alerts.</summary>
    [Output("machines")]
    public Output<ImmutableDictionary<string, string>> Machines { get; private set; }

    /// <summary>The resource group; empty when nothing is placed here.</summary>
    [Output("group")]
    public Output<string> Group { get; private set; }

    private static void Place(
        string environment, Service service, HostSettings hosts, Output<string> password, AzureNetwork network, PlacedServices placed)
    {
        var host = new AzureHost(service.Name, hosts.Host(environment, service), network);
        placed.Add(service.Name, host);
        if (service.Database is { } name)
        {
            var database = hosts.Database(environment, name) with { Password = password };
            placed.Add(service.Name, new AzureDatabase(service.Name, database, network, host));
        }
    }
}
