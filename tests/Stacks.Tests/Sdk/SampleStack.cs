using Pulumi;
using Pulumi.DigitalOcean;

namespace Stacks.Tests;

internal sealed class SampleStack : Stack
{
    public SampleStack()
    {
        var host = new Droplet("d", new DropletArgs { Image = "i", Size = DropletSlug.DropletS1VCPU1GB, Region = "fra1" });
        Ip = host.Ipv4Address;
        Pw = Output.CreateSecret("p");
        Fmt = Output.Format($"http://{host.Ipv4Address}");
    }

    [Output]
    public Output<string> Ip { get; set; }

    [Output("pw")]
    public Output<string> Pw { get; set; }

    [Output]
    public Output<string> Fmt { get; set; }
}
