using Pulumi;
using Do = Pulumi.DigitalOcean;

namespace Cutover.Infra;

/// <summary>The folder in DigitalOcean's console in which an environment's hosts and databases are found.</summary>
public sealed class DigitalOceanProject : Part
{
    /// <param name="name">The component's name.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="resources">What belongs to it, by DigitalOcean's own names.</param>
    /// <param name="options">As for any component.</param>
    public DigitalOceanProject(
        string name, string environment, IEnumerable<Output<string>> resources, ComponentResourceOptions? options = null)
        : base("cutover:digitalocean:Project", name, environment, options)
    {
        _ = new Do.Project(Named("project"), new Do.ProjectArgs
        {
            Name = Provided("project"),
            Description = $"Services of {environment}.",
            Purpose = "Service or API",
            Environment = environment == "production" ? "Production" : "Staging",
            Resources = Output.All(resources),
        }, Under());
        RegisterOutputs();
    }
}
