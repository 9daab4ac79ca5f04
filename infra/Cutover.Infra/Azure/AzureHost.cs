using System.Text;
using Pulumi;
using Pulumi.AzureNative.Compute;
using Pulumi.AzureNative.Compute.Inputs;
using Pulumi.AzureNative.Network;
using Net = Pulumi.AzureNative.Network.Inputs;

namespace Cutover.Infra;

/// <summary>A service's virtual machine with its disk, its public address, its interface and its security group.</summary>
public sealed class AzureHost : ServiceHost
{
    private const string Operator = "operator";

    private readonly HostArgs _args;
    private readonly AzureNetwork _network;

    public AzureHost(string name, HostArgs args, AzureNetwork network, ComponentResourceOptions? options = null)
        : base("cutover:azure:Host", name, args.Environment, options)
    {
        (_args, _network) = (args, network);
        var ip = new PublicIPAddress(Named("ip"), new Pulumi.AzureNative.Network.PublicIPAddressArgs
        {
            ResourceGroupName = network.Group,
            PublicIpAddressName = Provided("ip"),
            Location = network.Location,
            PublicIPAllocationMethod = IPAllocationMethod.Static,
            PublicIPAddressVersion = IPVersion.IPv4,
            Sku = new Net.PublicIPAddressSkuArgs { Name = PublicIPAddressSkuName.Standard, Tier = PublicIPAddressSkuTier.Regional },
        }, Under());
        var machine = Virtual(Interface(ip), Disk());
        (Machine, Address) = (machine.Id, ip.IpAddress.Apply(address => address ?? ""));
        RegisterOutputs();
    }

    private NetworkInterface Interface(PublicIPAddress ip)
    {
        var group = new NetworkSecurityGroup(Named("security"), new Pulumi.AzureNative.Network.NetworkSecurityGroupArgs
        {
            ResourceGroupName = _network.Group,
            NetworkSecurityGroupName = Provided("security"),
            Location = _network.Location,
            SecurityRules = AzureFirewall.Rules(_args.Ports),
        }, Under());
        return new NetworkInterface(Named("interface"), new NetworkInterfaceArgs
        {
            ResourceGroupName = _network.Group,
            NetworkInterfaceName = Provided("interface"),
            Location = _network.Location,
            NetworkSecurityGroup = new Net.NetworkSecurityGroupArgs { Id = group.Id },
            IpConfigurations =
            {
                new Net.NetworkInterfaceIPConfigurationArgs
                {
                    Name = "main",
                    Primary = true,
                    PrivateIPAllocationMethod = IPAllocationMethod.Dynamic,
                    Subnet = new Net.SubnetArgs { Id = _network.SubnetId },
                    PublicIPAddress = new Net.PublicIPAddressArgs { Id = ip.Id },
                },
            },
        }, Under());
    }

    private Disk? Disk() => _args.DiskGigabytes == 0 ? null : new Disk(Named("disk"), new DiskArgs
    {
        ResourceGroupName = _network.Group,
        DiskName = Provided("disk"),
        Location = _network.Location,
        DiskSizeGB = _args.DiskGigabytes,
        CreationData = new CreationDataArgs { CreateOption = DiskCreateOption.Empty },
        Sku = new DiskSkuArgs { Name = DiskStorageAccountTypes.Premium_LRS },
    }, Kept());

    private VirtualMachine Virtual(NetworkInterface network, Disk? disk) => new(Named("machine"), new VirtualMachineArgs
    {
        ResourceGroupName = _network.Group,
        VmName = Provided("machine"),
        Location = _network.Location,
        HardwareProfile = new HardwareProfileArgs
        {
            VmSize = _args.Size switch
            {
                HostSize.Small => "Standard_B2s",
                HostSize.Medium => "Standard_D4s_v3",
                _ => "Standard_D8s_v3",
            },
        },
        NetworkProfile = new NetworkProfileArgs
        {
            NetworkInterfaces = { new NetworkInterfaceReferenceArgs { Id = network.Id, Primary = true } },
        },
        OsProfile = Login(),
        StorageProfile = Storage(disk),
        Tags = { ["environment"] = _args.Environment },
    }, new CustomResourceOptions { Parent = this, IgnoreChanges = { "osProfile.customData" } });

    private OSProfileArgs Login() => new()
    {
        ComputerName = Provided("machine"),
        AdminUsername = Operator,
        CustomData = Convert.ToBase64String(Encoding.UTF8.GetBytes(_args.CloudInit)),
        LinuxConfiguration = new LinuxConfigurationArgs
        {
            DisablePasswordAuthentication = true,
            Ssh = new SshConfigurationArgs
            {
                PublicKeys = { new SshPublicKeyArgs { Path = $"/home/{Operator}/.ssh/authorized_keys", KeyData = _args.SshPublicKey } },
            },
        },
    };

    private static StorageProfileArgs Storage(Disk? disk)
    {
        var storage = new StorageProfileArgs
        {
            ImageReference = new ImageReferenceArgs { Publisher = "Debian", Offer = "debian-12", Sku = "12-gen2", Version = "latest" },
            OsDisk = new OSDiskArgs
            {
                CreateOption = DiskCreateOptionTypes.FromImage,
                ManagedDisk = new ManagedDiskParametersArgs { StorageAccountType = StorageAccountTypes.Premium_LRS },
            },
        };
        if (disk is not null)
        {
            storage.DataDisks = new DataDiskArgs
            {
                Lun = 0,
                CreateOption = DiskCreateOptionTypes.Attach,
                ManagedDisk = new ManagedDiskParametersArgs { Id = disk.Id },
            };
        }

        return storage;
    }
}
