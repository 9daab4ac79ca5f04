using Pulumi;
using Pulumi.DigitalOcean;

namespace Stacks.Tests;

internal sealed class SampleComponent : ComponentResource
{
    public SampleComponent(string name, ComponentResourceOptions? options = null) : base("pkg:mod:Comp", name, options)
    {
        var tag = new Tag(name + "-t", new TagArgs(), new CustomResourceOptions { Parent = this });
        Out = tag.Name;
        RegisterOutputs();
    }

    [Output("out")]
    public Output<string> Out { get; private set; }
}
