using Pulumi;
using Pulumi.AzureNative.DBforPostgreSQL;
using Pulumi.AzureNative.DBforPostgreSQL.Inputs;

namespace Cutover.Infra;

/// <summary>A PostgreSQL flexible server that its service's host alone may reach, with TLS.</summary>
public sealed class AzureDatabase : ServiceDatabase
{
    /// <param name="name">The service.</param>
    /// <param name="args">What is wanted; Azure makes no password itself, so it has to be given.</param>
    /// <param name="network">Where.</param>
    /// <param name="host">Whose address is let in.</param>
    /// <param name="options">As for any component.</param>
    public AzureDatabase(
        string name, Cutover.Infra.DatabaseArgs args, AzureNetwork network, AzureHost host, ComponentResourceOptions? options = null)
        : base("cutover:azure:Database", name, args.Environment, options)
    {
        var password = args.Password ?? throw new ArgumentException($"The database of {name} on Azure needs a password.", nameof(args));
        var server = Server(name, args, network, password);
        _ = new Database(Named("db"), new Pulumi.AzureNative.DBforPostgreSQL.DatabaseArgs
        {
            ResourceGroupName = network.Group,
            ServerName = server.Name,
            DatabaseName = args.Name,
            Charset = "UTF8",
            Collation = "C.UTF-8",
        }, Kept());
        _ = new FirewallRule(Named("db-firewall"), new FirewallRuleArgs
        {
            ResourceGroupName = network.Group,
            ServerName = server.Name,
            FirewallRuleName = Provided("host"),
            StartIpAddress = host.Address,
            EndIpAddress = host.Address,
        }, Under());
        // A subscription from the old side has to be possible on the night.
        _ = new Configuration(Named("wal-level"), new ConfigurationArgs
        {
            ResourceGroupName = network.Group,
            ServerName = server.Name,
            ConfigurationName = "wal_level",
            Source = "user-override",
            Value = "logical",
        }, Under());
        (Host, Port, Password) = (server.FullyQualifiedDomainName, Output.Create(5432), password);
        RegisterOutputs();
    }

    private Server Server(string name, Cutover.Infra.DatabaseArgs args, AzureNetwork network, Output<string> password) =>
        new(Named("server"), new ServerArgs
        {
            ResourceGroupName = network.Group,
            // Unique among all servers in Azure.
            ServerName = $"cutover-{args.Environment}-{name}",
            Location = network.Location,
            Version = args.Version,
            AdministratorLogin = args.Name,
            AdministratorLoginPassword = password,
            AvailabilityZone = "1",
            Sku = new SkuArgs
            {
                Name = args.Size switch
                {
                    HostSize.Small => "Standard_D2ds_v5",
                    HostSize.Medium => "Standard_D4ds_v5",
                    _ => "Standard_D8ds_v5",
                },
                Tier = SkuTier.GeneralPurpose,
            },
            Storage = new StorageArgs { StorageSizeGB = args.Gigabytes, AutoGrow = StorageAutoGrow.Enabled },
            Backup = new BackupArgs { BackupRetentionDays = 14, GeoRedundantBackup = GeographicallyRedundantBackup.Enabled },
            HighAvailability = new HighAvailabilityArgs
            {
                Mode = args.Standby
                    ? PostgreSqlFlexibleServerHighAvailabilityMode.ZoneRedundant
                    : PostgreSqlFlexibleServerHighAvailabilityMode.Disabled,
            },
            Network = new NetworkArgs { PublicNetworkAccess = ServerPublicNetworkAccessState.Enabled },
            MaintenanceWindow = new MaintenanceWindowArgs { CustomWindow = "Enabled", DayOfWeek = 6, StartHour = 14, StartMinute = 0 },
        }, Kept());
}
