using Pulumi;
using Do = Pulumi.DigitalOcean;

namespace Cutover.Infra;

/// <summary>What an environment's hosts on DigitalOcean share: the private network and the operators' key.</summary>
public sealed class DigitalOceanNetwork : Part
{
    public DigitalOceanNetwork(string name, DigitalOceanNetworkArgs args, ComponentResourceOptions? options = null)
        : base("cutover:digitalocean:Network", name, args.Environment, options)
    {
        Region = args.Region;
        var vpc = new Do.Vpc(Named("vpc"), new Do.VpcArgs
        {
            Name = Provided("vpc"),
            Region = args.Region,
            IpRange = args.Range,
            Description = $"Private network of {args.Environment}.",
        }, Under());
        var key = new Do.SshKey(Named("key"), new Do.SshKeyArgs { Name = Provided("key"), PublicKey = args.SshPublicKey }, Under());
        (VpcId, KeyFingerprint) = (vpc.Id, key.Fingerprint);
        RegisterOutputs();
    }

    public string Region { get; }

    [Output("vpcId")]
    public Output<string> VpcId { get; private set; }

    [Output("keyFingerprint")]
    public Output<string> KeyFingerprint { get; private set; }
}
