using Pulumi;
using Do = Pulumi.DigitalOcean;

namespace Cutover.Infra;

/// <summary>A service's droplet with its disk, its address that outlives it, its firewall and, where asked for, a load balancer.</summary>
public sealed class DigitalOceanHost : ServiceHost
{
    private readonly HostArgs _args;
    private readonly DigitalOceanNetwork _network;
    private readonly string _tag;

    public DigitalOceanHost(string name, HostArgs args, DigitalOceanNetwork network, ComponentResourceOptions? options = null)
        : base("cutover:digitalocean:Host", name, args.Environment, options)
    {
        (_args, _network, _tag) = (args, network, Tag(args.Environment, name));
        var tag = new Do.Tag(Named("tag"), new Do.TagArgs { Name = _tag }, Under());
        var droplet = Droplet(tag);
        var number = droplet.Id.Apply(int.Parse);
        var ip = new Do.ReservedIp(Named("ip"), new Do.ReservedIpArgs { Region = network.Region }, Under());
        _ = new Do.ReservedIpAssignment(Named("ip-assignment"), new Do.ReservedIpAssignmentArgs
        {
            IpAddress = ip.IpAddress,
            DropletId = number,
        }, Under());
        var balancer = args.Balanced ? Balancer() : null;
        Firewall(number, balancer);
        (Machine, Address, ProviderUrn) = (droplet.Id, balancer?.Ip ?? ip.IpAddress, droplet.DropletUrn);
        Disk(number);
        RegisterOutputs();
    }

    /// <summary>DigitalOcean's own name of the droplet, which projects list.</summary>
    public Output<string> ProviderUrn { get; }

    /// <summary>What marks a service's droplets for its firewall, its load balancer and its database.</summary>
    public static string Tag(string environment, string name) => $"{environment}-{name}";

    private Do.Droplet Droplet(Do.Tag tag) => new(Named("droplet"), new Do.DropletArgs
    {
        Name = Provided("droplet"),
        Image = "debian-12-x64",
        Region = _network.Region,
        Size = _args.Size switch
        {
            HostSize.Small => "s-2vcpu-4gb",
            HostSize.Medium => "s-4vcpu-8gb",
            _ => "s-8vcpu-16gb",
        },
        VpcUuid = _network.VpcId,
        SshKeys = { _network.KeyFingerprint },
        UserData = _args.CloudInit,
        Monitoring = true,
        Backups = true,
        Ipv6 = true,
        GracefulShutdown = true,
        Tags = { tag.Name },
    }, Lasting());

    // A droplet's user data and image matter at its first start only: a later edit must not make a new machine.
    private CustomResourceOptions Lasting() => new() { Parent = this, IgnoreChanges = { "userData", "image" } };

    private void Disk(Output<int> droplet)
    {
        if (_args.DiskGigabytes == 0)
            return;

        var volume = new Do.Volume(Named("volume"), new Do.VolumeArgs
        {
            Name = Provided("volume"),
            Region = _network.Region,
            Size = _args.DiskGigabytes,
            InitialFilesystemType = "ext4",
            InitialFilesystemLabel = "data",
        }, Kept());
        _ = new Do.VolumeAttachment(Named("volume-attachment"), new Do.VolumeAttachmentArgs
        {
            VolumeId = volume.Id,
            DropletId = droplet,
        }, Under());
    }

    // TLS ends on the droplet, so that the edge checks the certificate of the host it talks to.
    private Do.LoadBalancer Balancer() => new(Named("balancer"), new Do.LoadBalancerArgs
    {
        Name = Provided("balancer"),
        Region = _network.Region,
        VpcUuid = _network.VpcId,
        DropletTag = _tag,
        ForwardingRules =
        {
            new Do.Inputs.LoadBalancerForwardingRuleArgs
            {
                EntryProtocol = "https",
                EntryPort = 443,
                TargetProtocol = "https",
                TargetPort = 443,
                TlsPassthrough = true,
            },
        },
        Healthcheck = new Do.Inputs.LoadBalancerHealthcheckArgs { Protocol = "tcp", Port = 443 },
        Firewall = new Do.Inputs.LoadBalancerFirewallArgs { Allows = { EdgeNetworks.All.Select(network => $"cidr:{network}").ToArray() } },
    }, Under());

    private void Firewall(Output<int> droplet, Do.LoadBalancer? balancer) => _ = new Do.Firewall(Named("firewall"), new Do.FirewallArgs
    {
        Name = Provided("firewall"),
        DropletIds = { droplet },
        InboundRules = _args.Ports.Select(port => Inbound(port, balancer)).ToArray(),
        // All but port 25: mail goes out through SES alone, whose submission port is 587.
        OutboundRules =
        {
            Outbound("tcp", "1-24"), Outbound("tcp", "26-65535"), Outbound("udp", "1-24"), Outbound("udp", "26-65535"),
            Outbound("icmp", null),
        },
    }, Under());

    private static Do.Inputs.FirewallInboundRuleArgs Inbound(OpenPort port, Do.LoadBalancer? balancer)
    {
        var rule = new Do.Inputs.FirewallInboundRuleArgs { Protocol = "tcp", PortRange = $"{port.Port}" };
        if (balancer is not null && port == OpenPort.FromEdge)
            rule.SourceLoadBalancerUids = balancer.Id;
        else
            rule.SourceAddresses = port.Sources.ToArray();
        return rule;
    }

    private static Do.Inputs.FirewallOutboundRuleArgs Outbound(string protocol, string? ports) =>
        new() { Protocol = protocol, PortRange = ports!, DestinationAddresses = OpenPort.World.ToArray() };
}
