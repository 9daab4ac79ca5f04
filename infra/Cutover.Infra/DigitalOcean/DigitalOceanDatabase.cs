using Pulumi;
using Do = Pulumi.DigitalOcean;

namespace Cutover.Infra;

/// <summary>A managed PostgreSQL cluster in the private network, which the droplets of its service alone may reach.</summary>
public sealed class DigitalOceanDatabase : ServiceDatabase
{
    public DigitalOceanDatabase(string name, DatabaseArgs args, DigitalOceanNetwork network, ComponentResourceOptions? options = null)
        : base("cutover:digitalocean:Database", name, args.Environment, options)
    {
        var cluster = new Do.DatabaseCluster(Named("cluster"), new Do.DatabaseClusterArgs
        {
            Name = Provided("cluster"),
            Engine = "pg",
            Version = args.Version,
            Region = network.Region,
            Size = args.Size switch
            {
                HostSize.Small => "db-s-2vcpu-4gb",
                HostSize.Medium => "db-s-4vcpu-8gb",
                _ => "db-s-6vcpu-16gb",
            },
            NodeCount = args.Standby ? 2 : 1,
            StorageSizeMib = $"{args.Gigabytes * 1024}",
            PrivateNetworkUuid = network.VpcId,
            MaintenanceWindows = { new Do.Inputs.DatabaseClusterMaintenanceWindowArgs { Day = "saturday", Hour = "14:00:00" } },
        }, Kept());
        _ = new Do.DatabaseDb(Named("db"), new Do.DatabaseDbArgs { ClusterId = cluster.Id, Name = args.Name }, Kept());
        var user = new Do.DatabaseUser(Named("user"), new Do.DatabaseUserArgs { ClusterId = cluster.Id, Name = args.Name }, Under());
        _ = new Do.DatabaseFirewall(Named("db-firewall"), new Do.DatabaseFirewallArgs
        {
            ClusterId = cluster.Id,
            Rules =
            {
                new Do.Inputs.DatabaseFirewallRuleArgs { Type = "tag", Value = DigitalOceanHost.Tag(args.Environment, name) },
            },
        }, Under());
        (Host, Port, Password, Cluster) = (cluster.PrivateHost, cluster.Port, Output.CreateSecret(user.Password), cluster.ClusterUrn);
        RegisterOutputs();
    }

    /// <summary>DigitalOcean's own name of the cluster, which projects list.</summary>
    public Output<string> Cluster { get; }
}
