using Pulumi;

namespace Cutover.Infra;

/// <summary>A managed PostgreSQL, whichever provider it is on.</summary>
public abstract class ServiceDatabase(string token, string name, string environment, ComponentResourceOptions? options)
    : Part(token, name, environment, options)
{
    /// <summary>The name to connect to, with TLS.</summary>
    [Output("host")]
    public Output<string> Host { get; protected set; } = null!;

    [Output("port")]
    public Output<int> Port { get; protected set; } = null!;

    /// <summary>The owner's password; a secret.</summary>
    [Output("password")]
    public Output<string> Password { get; protected set; } = null!;
}
