using Cutover.Infra;
using Pulumi;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;

namespace Cutover.Stacks;

/// <summary>Checks of every public name from outside, alerts on every host, and alarms on mail.</summary>
public sealed class MonitoringStack : Stack
{
    private readonly StackContext _context;
    private readonly IReadOnlyList<string> _mail;

    public MonitoringStack(StackContext context) : base(context.Options)
    {
        _context = context;
        var settings = context.Settings;
        _mail = settings.List("mail", "who is told", Patterns.Mail, "[ops@ietf.org]");
        var region = settings.Text("region", "the AWS region of SES and of its alarms", "[a-z]{2}-[a-z]+-[0-9]", "us-west-2");
        var zone = settings.Text("zone", "the zone's name", Patterns.Host, "ietf.org");
        settings.NothingElse();

        foreach (var service in Estate.Services)
        {
            foreach (var label in service.Labels)
                Watch(label.Label, label.In(zone), label.IsWeb, label == service.Labels[0] ? service.HealthPath : "/");
        }

        foreach (var label in Estate.RedirectOnly)
            Watch(label.Label, label.In(zone), isWeb: true, "/");

        var edge = context.From("edge");
        var watched = Output.Tuple(edge.List("staticSites"), edge.List("mailServers"), edge.Text("identityHost")).Apply(names =>
        {
            foreach (var site in names.Item1)
                Watch(Label(site), site, isWeb: true, "/");
            foreach (var server in names.Item2)
                Watch($"mail-{Label(server)}", server, isWeb: false, "");
            if (names.Item3.Length > 0)
                Watch(Label(names.Item3), names.Item3, isWeb: true, "/realms/ietf/.well-known/openid-configuration");
            return names.Item1.Length + names.Item2.Length + (names.Item3.Length > 0 ? 1 : 0);
        });
        Names = watched.Apply(more => more + Estate.Services.Sum(service => service.Labels.Count) + Estate.RedirectOnly.Count);
        Droplets(context.From("digitalocean"));
        Machines(context.From("azure"));
        Metrics(region, context.From("mail"));
    }

    /// <summary>How many public names are watched.</summary>
    [Output("names")]
    public Output<int> Names { get; private set; }

    private static string Label(string host) => host.Split('.')[0];

    private void Watch(string name, string host, bool isWeb, string path) => _ = new PublicName(name, new PublicNameArgs
    {
        Environment = _context.Environment,
        Host = host,
        IsWeb = isWeb,
        Path = path,
        Mail = _mail,
    });

    private void Droplets(OtherStack digitalOcean) => digitalOcean.List("tags").Apply(tags => tags.Length == 0
        ? null
        : new DropletAlerts("droplets", _context.Environment, tags, _mail));

    private void Machines(OtherStack azure) => azure.Map("machines").Apply(machines =>
    {
        if (machines.Count == 0)
            return 0;

        var group = azure.Text("group");
        var action = new ActionGroup("machines-action", new ActionGroupArgs
        {
            ResourceGroupName = group,
            ActionGroupName = $"{_context.Environment}-machines-action",
            GroupShortName = "cutover",
            Location = "global",
            Enabled = true,
            EmailReceivers = _mail.Select(mail => new MicrosoftCommonEmailReceiverArgs
            {
                Name = mail,
                EmailAddress = mail,
                UseCommonAlertSchema = true,
            }).ToArray(),
        });
        foreach (var (service, machine) in machines.OrderBy(machine => machine.Key, StringComparer.Ordinal))
            _ = new MachineAlerts(service, _context.Environment, group, Output.Create(machine), action);
        return machines.Count;
    });

    private void Metrics(string region, OtherStack mail)
    {
        var aws = new Pulumi.Aws.Provider("aws", new Pulumi.Aws.ProviderArgs { Region = region });
        var alarms = new MetricAlarms("alarms", _context.Environment, _mail, new ComponentResourceOptions { Provider = aws });
        alarms.Unhandled(mail.Text("unhandledQueue"));
        foreach (var service in Estate.Services)
            alarms.Host(service.Name);
    }
}
