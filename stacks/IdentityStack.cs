using System.Collections.Immutable;
using Cutover.Infra;
using Pulumi;

namespace Cutover.Stacks;

/// <summary>
/// Keycloak on a host and a database of its own, apart from Datatracker. Off by default: every client has to change its issuer, so
/// it is a change of its own after the move, never on the same night.
/// </summary>
public sealed class IdentityStack : Stack
{
    private const string Name = "identity";

    public IdentityStack(StackContext context) : base(context.Options)
    {
        var settings = context.Settings;
        var enabled = settings.Flag("enabled", "whether the identity provider exists yet");
        var region = settings.Text("region", "a region of DigitalOcean", "[a-z]{3}[0-9]", "fra1");
        var range = settings.Text("network", "the private network", Patterns.Network, "10.40.0.0/24");
        var label = settings.Text("label", "the first part of its public name", Patterns.Word, "account");
        var roles = settings.List("twoFactorRoles", "the roles that must show a second factor", Patterns.Word, "[secretariat, iesg]");
        var hosts = HostSettings.Read(settings);
        settings.NothingElse();

        var none = Output.Create("");
        (Output<string> Address, Output<string> Database, Output<string> Password) made = enabled
            ? Make(context.Environment, region, range, roles, hosts)
            : (none, none, none);
        (Address, Database, Password) = (made.Address, made.Database, Output.CreateSecret(made.Password));
        Label = Output.Create(enabled ? label : "");
        Tags = Output.Create(enabled ? [DigitalOceanHost.Tag(context.Environment, Name)] : ImmutableArray<string>.Empty);
    }

    /// <summary>The host's address; empty while there is none.</summary>
    [Output("address")]
    public Output<string> Address { get; private set; }

    /// <summary>The database as host:port.</summary>
    [Output("database")]
    public Output<string> Database { get; private set; }

    [Output("databasePassword")]
    public Output<string> Password { get; private set; }

    /// <summary>The first part of the public name; empty while there is none.</summary>
    [Output("label")]
    public Output<string> Label { get; private set; }

    [Output("tags")]
    public Output<ImmutableArray<string>> Tags { get; private set; }

    private static (Output<string> Address, Output<string> Database, Output<string> Password) Make(
        string environment, string region, string range, IReadOnlyList<string> roles, HostSettings hosts)
    {
        var network = new DigitalOceanNetwork(Name, new DigitalOceanNetworkArgs
        {
            Environment = environment,
            Region = region,
            Range = range,
            SshPublicKey = hosts.SshPublicKey,
        });
        var host = new DigitalOceanHost(Name, new HostArgs
        {
            Environment = environment,
            Size = hosts.Size,
            Ports = [OpenPort.ForOperators(hosts.Operators), OpenPort.FromEdge],
            SshPublicKey = hosts.SshPublicKey,
            CloudInit = KeycloakHost.CloudInitText(roles),
        }, network);
        var database = new DigitalOceanDatabase(Name, hosts.Database(environment, "keycloak"), network);
        return (host.Address, Output.Format($"{database.Host}:{database.Port}"), database.Password);
    }
}
