using Pulumi;
using Cf = Pulumi.Cloudflare;

namespace Cutover.Infra;

/// <summary>Cloudflare's own look at a service's new origin, and the mail it sends when what it sees changes.</summary>
public sealed class OriginHealth : Part
{
    public OriginHealth(string name, OriginHealthArgs args, ComponentResourceOptions? options = null)
        : base("cutover:cloudflare:OriginHealth", name, args.Environment, options)
    {
        var check = new Cf.Healthcheck(Named("health"), new Cf.HealthcheckArgs
        {
            ZoneId = args.ZoneId,
            Name = Provided("health"),
            Description = $"{name}: the new origin, past every name.",
            Address = args.Origin,
            Type = "HTTPS",
            CheckRegions = { "WEU", "ENAM" },
            Interval = 60,
            Retries = 2,
            Timeout = 5,
            ConsecutiveFails = 2,
            HttpConfig = new Cf.Inputs.HealthcheckHttpConfigArgs
            {
                Method = "GET",
                Path = args.Path,
                Port = 443,
                ExpectedCodes = { "200" },
                FollowRedirects = false,
            },
        }, Under());
        _ = new Cf.NotificationPolicy(Named("health-mail"), new Cf.NotificationPolicyArgs
        {
            AccountId = args.Account,
            Name = Provided("health-mail"),
            Description = $"{name}: its origin became healthy or unhealthy.",
            AlertType = "health_check_status_notification",
            Enabled = true,
            Filters = new Cf.Inputs.NotificationPolicyFiltersArgs
            {
                HealthCheckIds = { check.Id },
                Statuses = { "Healthy", "Unhealthy" },
            },
            Mechanisms = new Cf.Inputs.NotificationPolicyMechanismsArgs
            {
                Emails = args.Mail.Select(mail => new Cf.Inputs.NotificationPolicyMechanismsEmailArgs { Id = mail }).ToArray(),
            },
        }, Under());
        RegisterOutputs();
    }
}
