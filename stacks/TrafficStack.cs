using System.Collections.Immutable;
using Cutover.Infra;
using Pulumi;

namespace Cutover.Stacks;

/// <summary>
/// Where each service's requests go: the cutover's whole state is <c>maintenance</c> and <c>origin</c> of this stack's config. Web
/// sites have a Worker, the others a record that leads to one side or the other.
/// </summary>
public sealed class TrafficStack : Stack
{
    private readonly OldRedirects _old = new();
    private readonly StackContext _context;
    private readonly OtherStack _edge;
    private readonly ZoneRecords _records;
    private readonly TrafficSettings _settings;

    public TrafficStack(StackContext context) : base(context.Options)
    {
        _context = context;
        _settings = TrafficSettings.Read(context.Settings);
        _edge = context.From("edge");
        _records = new ZoneRecords("name", context.Environment, _edge.Text("zoneId"));
        foreach (var service in Estate.Services)
        {
            foreach (var label in service.Labels)
                Name(service, label);
            foreach (var label in service.RedirectOnly)
                RedirectOnly(service, label);
        }

        Modes = Output.Create(Estate.Services.ToImmutableDictionary(service => service.Name, Mode, StringComparer.Ordinal));
    }

    /// <summary>What each service's front says: <c>old</c>, <c>read-only</c>, <c>testers</c>, <c>new</c> or <c>maintenance</c>.</summary>
    [Output("modes")]
    public Output<ImmutableDictionary<string, string>> Modes { get; private set; }

    private void Name(Service service, PublicLabel label)
    {
        var host = label.In(_settings.Zone);
        var side = _settings.Origin[service.Name] == TrafficOrigin.New ? "newAddresses" : "oldAddresses";
        var address = _edge.Entry(side, service.Name);
        if (!label.IsWeb)
        {
            _records.Address(host, address, _settings.Ttl);
            return;
        }

        _records.Proxied(host, address);
        Worker(service, label, service.OriginHost("new", _settings.Zone));
    }

    // Nobody stands behind it on the new side, and the Worker names the old side itself: the address is one that is never routed
    // (RFC 5737).
    private void RedirectOnly(Service service, PublicLabel label)
    {
        _records.Proxied(label.In(_settings.Zone), "192.0.2.1");
        Worker(service, label, "");
    }

    private void Worker(Service service, PublicLabel label, string next) =>
        _ = new EdgeWorker(label.Label, new EdgeWorkerArgs
        {
            Environment = _context.Environment,
            Account = _settings.Account,
            ZoneId = _edge.Text("zoneId"),
            Host = label.In(_settings.Zone),
            Mode = Mode(service),
            Origins = (service.OriginHost("old", _settings.Zone), service.OriginHost("read-only", _settings.Zone), next),
            RetryAfter = _settings.RetryAfter,
            StatusPage = _settings.StatusPage,
            TesterToken = _settings.TesterToken,
            Redirects = label.HasOldRedirects ? _old.Module(label.Label) : null,
        });

    private string Mode(Service service) => _settings.Maintenance ? TrafficOrigins.Maintenance : _settings.Origin[service.Name].Word();
}
