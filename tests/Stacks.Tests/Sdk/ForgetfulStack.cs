using Pulumi;

namespace Stacks.Tests;

internal sealed class ForgetfulStack : Stack
{
    [Output]
    public Output<string> Ip { get; set; } = null!;
}
