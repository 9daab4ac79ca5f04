using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace Cutover.Infra;

/// <summary>The rules of a host's security group.</summary>
internal static class AzureFirewall
{
    private const int FirstInbound = 200;

    /// <summary>What the host lets in, then the one rule on what it sends: no mail except through SES, whose port is 587.</summary>
    public static InputList<SecurityRuleArgs> Rules(IEnumerable<OpenPort> ports) =>
    [
        .. ports.SelectMany(ByVersion).Select((port, index) => Inbound(port, FirstInbound + index)),
        new SecurityRuleArgs
        {
            Name = "no-outbound-smtp",
            Description = "Outbound mail goes through SES only.",
            Direction = SecurityRuleDirection.Outbound,
            Access = SecurityRuleAccess.Deny,
            Priority = 100,
            Protocol = SecurityRuleProtocol.Tcp,
            SourceAddressPrefix = "*",
            SourcePortRange = "*",
            DestinationAddressPrefix = "*",
            DestinationPortRange = "25",
        },
    ];

    // A rule holds networks of one IP version only.
    private static IEnumerable<OpenPort> ByVersion(OpenPort port)
    {
        var sixth = port.Sources.Where(EdgeNetworks.IsSixth).ToList();
        yield return port with { Sources = [.. port.Sources.Except(sixth, StringComparer.Ordinal)] };
        if (sixth.Count > 0)
            yield return port with { Name = $"{port.Name}-ipv6", Sources = sixth };
    }

    private static SecurityRuleArgs Inbound(OpenPort port, int priority) => new()
    {
        Name = port.Name,
        Direction = SecurityRuleDirection.Inbound,
        Access = SecurityRuleAccess.Allow,
        Priority = priority,
        Protocol = SecurityRuleProtocol.Tcp,
        SourceAddressPrefixes = port.Sources.ToArray(),
        SourcePortRange = "*",
        DestinationAddressPrefix = "*",
        DestinationPortRange = $"{port.Port}",
    };
}
