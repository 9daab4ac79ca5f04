using Pulumi;

namespace Cutover.Stacks;

/// <summary>All stacks of the estate, in the order in which they can be brought up.</summary>
public static class EstateStacks
{
    public static IReadOnlyList<StackKind> Kinds { get; } =
    [
        new("digitalocean", "Hosts and databases on DigitalOcean", [], context => new DigitalOceanStack(context)),
        new("azure", "Hosts and databases on Azure", ["digitalocean"], context => new AzureStack(context)),
        new("mail", "Outbound mail on SES", [], context => new MailStack(context)),
        new("identity", "Keycloak, a host and a database of its own", [], context => new IdentityStack(context)),
        new("edge", "The zone at Cloudflare: records, buckets, health checks", ["digitalocean", "azure", "mail", "identity"],
            context => new EdgeStack(context)),
        new("traffic", "Where each service's requests go; the cutover's whole state", ["edge"], context => new TrafficStack(context)),
        new("monitoring", "Checks from outside and alerts", ["digitalocean", "azure", "mail", "edge"],
            context => new MonitoringStack(context)),
    ];

    public static IReadOnlyList<string> Environments { get; } = ["staging", "production"];

    /// <summary>The kind and the environment of a stack's name.</summary>
    /// <exception cref="StackConfigException">There is no such stack; those that exist are named.</exception>
    public static (StackKind Kind, string Environment) Named(string stack)
    {
        foreach (var kind in Kinds)
        {
            if (Environments.FirstOrDefault(environment => kind.In(environment) == stack) is { } environment)
                return (kind, environment);
        }

        var all = string.Join(", ", Kinds.Select(kind => kind.In("ENVIRONMENT")));
        throw new StackConfigException($"There is no stack '{stack}'; there are {all}, for {string.Join(" and ", Environments)}.");
    }

    /// <summary>What <c>pulumi up</c> and <c>pulumi preview</c> run: the stack that the CLI has chosen.</summary>
    public static Task<int> RunAsync() => Deployment.RunAsync<Stack>(new ChosenStack(() =>
    {
        var instance = Deployment.Instance;
        var (kind, environment) = Named(instance.StackName);
        var file = $"stacks/config/Pulumi.{instance.StackName}.yaml";
        var settings = new StackSettings(kind.In(environment), file, new PulumiValues(new Config()));
        return kind.Create(new StackContext(environment, settings));
    }));
}
