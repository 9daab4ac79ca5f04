using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;
using Pulumi.AzureNative.Resources;

namespace Cutover.Infra;

/// <summary>What an environment's hosts on Azure share: the resource group, the private network and its subnet.</summary>
public sealed class AzureNetwork : Part
{
    public AzureNetwork(string name, AzureNetworkArgs args, ComponentResourceOptions? options = null)
        : base("cutover:azure:Network", name, args.Environment, options)
    {
        Location = args.Location;
        var group = new ResourceGroup(Named("group"), new ResourceGroupArgs
        {
            ResourceGroupName = Provided("group"),
            Location = args.Location,
            Tags = { ["environment"] = args.Environment },
        }, Kept());
        var network = new VirtualNetwork(Named("network"), new VirtualNetworkArgs
        {
            ResourceGroupName = group.Name,
            VirtualNetworkName = Provided("network"),
            Location = args.Location,
            AddressSpace = new AddressSpaceArgs { AddressPrefixes = { args.Range } },
        }, Under());
        var subnet = new Subnet(Named("subnet"), new Pulumi.AzureNative.Network.SubnetArgs
        {
            ResourceGroupName = group.Name,
            VirtualNetworkName = network.Name,
            SubnetName = Provided("subnet"),
            AddressPrefix = args.Range,
        }, Under());
        (Group, SubnetId) = (group.Name, subnet.Id);
        RegisterOutputs();
    }

    public string Location { get; }

    [Output("group")]
    public Output<string> Group { get; private set; }

    [Output("subnetId")]
    public Output<string> SubnetId { get; private set; }
}
