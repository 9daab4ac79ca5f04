using Pulumi;
using Do = Pulumi.DigitalOcean;

namespace Cutover.Infra;

/// <summary>Alerts on all of an environment's droplets, by tag, so that a new droplet is watched from its first minute.</summary>
public sealed class DropletAlerts : Part
{
    /// <param name="name">The component's name.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="tags">The droplets' tags.</param>
    /// <param name="mail">Who is told.</param>
    /// <param name="options">As for any component.</param>
    public DropletAlerts(
        string name, string environment, IReadOnlyList<string> tags, IReadOnlyList<string> mail, ComponentResourceOptions? options = null)
        : base("cutover:monitoring:DropletAlerts", name, environment, options)
    {
        Alert("disk", "v1/insights/droplet/disk_utilization_percent", 80);
        Alert("memory", "v1/insights/droplet/memory_utilization_percent", 90);
        Alert("processor", "v1/insights/droplet/cpu", 90);
        RegisterOutputs();

        void Alert(string role, string type, double percent) => _ = new Do.MonitorAlert(Named(role), new Do.MonitorAlertArgs
        {
            Type = type,
            Compare = "GreaterThan",
            Value = percent,
            Window = "5m",
            Enabled = true,
            Description = $"{environment}: {role} above {percent} % for 5 minutes",
            Tags = tags.ToArray(),
            Alerts = new Do.Inputs.MonitorAlertAlertsArgs { Emails = mail.ToArray() },
        }, Under());
    }
}
