using Pulumi;

namespace Cutover.Infra;

/// <summary>
/// A component. One naming rule for all: a resource is called <c>component-role</c> in Pulumi, and
/// <c>environment-component-role</c> where the provider wants a name of its own. So a name is unique within its stack.
/// </summary>
public abstract class Part : ComponentResource
{
    private readonly string _name;
    private readonly string _environment;

    /// <param name="token">The component's type, such as <c>cutover:digitalocean:Host</c>.</param>
    /// <param name="name">What it is for: a service's name, mostly.</param>
    /// <param name="environment">The environment it belongs to: <c>production</c>, <c>staging</c>.</param>
    /// <param name="options">Parent and providers, as for any component.</param>
    protected Part(string token, string name, string environment, ComponentResourceOptions? options) : base(token, name, options) =>
        (_name, _environment) = (name, environment);

    /// <summary>A resource's name in Pulumi.</summary>
    protected string Named(string role) => $"{_name}-{role}";

    /// <summary>Its name at the provider.</summary>
    protected string Provided(string role) => $"{_environment}-{_name}-{role}";

    /// <summary>Below this component.</summary>
    protected CustomResourceOptions Under() => new() { Parent = this };

    /// <summary>Below this component, and Pulumi refuses to delete or replace it: it holds data.</summary>
    protected CustomResourceOptions Kept() => new() { Parent = this, Protect = true };
}
