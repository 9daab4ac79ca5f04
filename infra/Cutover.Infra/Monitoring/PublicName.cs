using Pulumi;
using Do = Pulumi.DigitalOcean;

namespace Cutover.Infra;

/// <summary>
/// A public name watched from outside, from three continents: does it answer, in time, and is its certificate good for long.
/// </summary>
public sealed class PublicName : Part
{
    public PublicName(string name, PublicNameArgs args, ComponentResourceOptions? options = null)
        : base("cutover:monitoring:PublicName", name, args.Environment, options)
    {
        var check = new Do.UptimeCheck(Named("uptime"), new Do.UptimeCheckArgs
        {
            Name = Provided("uptime"),
            Target = args.IsWeb ? $"https://{args.Host}{args.Path}" : args.Host,
            Type = args.IsWeb ? "https" : "ping",
            Regions = { "eu_west", "us_east", "se_asia" },
            Enabled = true,
        }, Under());
        Alert(check, args, "down", "down_global", "2m");
        if (args.IsWeb)
        {
            Alert(check, args, "slow", "latency", "5m", "greater_than", threshold: 3000);
            Alert(check, args, "certificate", "ssl_expiry", null, "less_than", threshold: 14);
        }

        RegisterOutputs();
    }

    private void Alert(
        Do.UptimeCheck check, PublicNameArgs args, string role, string type, string? period, string? comparison = null,
        int? threshold = null)
    {
        var alert = new Do.UptimeAlertArgs
        {
            CheckId = check.Id,
            Name = Provided(role),
            Type = type,
            Notifications = { new Do.Inputs.UptimeAlertNotificationArgs { Emails = args.Mail.ToArray() } },
        };
        if (period is not null)
            alert.Period = period;
        if (comparison is not null)
            alert.Comparison = comparison;
        if (threshold is { } limit)
            alert.Threshold = limit;
        _ = new Do.UptimeAlert(Named(role), alert, Under());
    }
}
