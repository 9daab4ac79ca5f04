using Cutover.Infra;

namespace Cutover.Stacks;

/// <summary>What is said of the hosts of a provider.</summary>
/// <param name="Size">Of each host and each database.</param>
/// <param name="PostgresVersion">The major version.</param>
/// <param name="Standby">A second node for each database.</param>
/// <param name="SshPublicKey">The operators' key.</param>
/// <param name="Operators">The networks that they come from.</param>
public sealed record HostSettings(HostSize Size, string PostgresVersion, bool Standby, string SshPublicKey, IReadOnlyList<string> Operators)
{
    private static readonly Dictionary<string, HostSize> Sizes = new(StringComparer.Ordinal)
    {
        ["small"] = HostSize.Small,
        ["medium"] = HostSize.Medium,
        ["large"] = HostSize.Large,
    };

    public static HostSettings Read(StackSettings settings) => new(
        settings.Choice("size", "the size of each host and database", Sizes, "medium"),
        settings.Text("postgres", "PostgreSQL's major version", "1[4-7]", "\"16\""),
        settings.Flag("standby", "whether each database has a second node"),
        settings.Text("sshPublicKey", "the operators' public key, as in authorized_keys", Patterns.SshKey, "ssh-ed25519 AAAAC3Nza... ops"),
        settings.List("operators", "the networks that operators come from", Patterns.Network, "[192.0.2.0/24]"));

    public HostArgs Host(string environment, Service service) => new()
    {
        Environment = environment,
        Size = Size,
        Ports = [OpenPort.ForOperators(Operators), .. service.Ports],
        SshPublicKey = SshPublicKey,
        CloudInit = CloudInit.Text(service.DiskGigabytes > 0),
        DiskGigabytes = service.DiskGigabytes,
        Balanced = service.Balanced,
    };

    public DatabaseArgs Database(string environment, string name) => new()
    {
        Environment = environment,
        Size = Size,
        Version = PostgresVersion,
        Name = name,
        Standby = Standby,
    };
}
