using Pulumi;

namespace Cutover.Infra;

/// <summary>A host, whichever provider it is on.</summary>
public abstract class ServiceHost(string token, string name, string environment, ComponentResourceOptions? options)
    : Part(token, name, environment, options)
{
    /// <summary>The public IPv4 address at which its service is reached.</summary>
    [Output("address")]
    public Output<string> Address { get; protected set; } = null!;

    /// <summary>The provider's id of the machine, for alerts on it.</summary>
    [Output("machine")]
    public Output<string> Machine { get; protected set; } = null!;
}
