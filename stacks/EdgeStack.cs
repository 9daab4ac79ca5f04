using System.Collections.Immutable;
using Cutover.Infra;
using Pulumi;

namespace Cutover.Stacks;

/// <summary>
/// What stands at Cloudflare and does not change on the night: the zone, the origins' own names, buckets, mail's records.
/// </summary>
public sealed class EdgeStack : Stack
{
    public EdgeStack(StackContext context) : base(context.Options)
    {
        var settings = EdgeSettings.Read(context.Settings);
        var (digitalOcean, azure) = (context.From("digitalocean"), context.From("azure"));
        var zone = new EdgeZone("zone", new EdgeZoneArgs
        {
            Environment = context.Environment,
            Account = settings.Account,
            Zone = settings.Zone,
            Existing = settings.ExistingZone,
        });
        var records = new ZoneRecords("record", context.Environment, zone.Id);
        var addresses = Output.Tuple(digitalOcean.Map("addresses"), azure.Map("addresses")).Apply(both => both.Item1.AddRange(both.Item2));
        foreach (var service in Estate.Web)
            Origins(context.Environment, service, settings, zone.Id, records, addresses);

        foreach (var site in settings.StaticSites)
        {
            _ = new StaticSite(site, new StaticSiteArgs
            {
                Environment = context.Environment,
                Account = settings.Account,
                ZoneId = zone.Id,
                Records = records,
                Host = $"{site}.{settings.Zone}",
            });
        }

        new MailRecords(records, settings).Add(context.From("mail"));
        Identity(context.From("identity"), settings, records);

        (ZoneId, Zone, Account) = (zone.Id, Output.Create(settings.Zone), Output.Create(settings.Account));
        (NewAddresses, OldAddresses) = (addresses, Output.Create(settings.Old.ToImmutableDictionary(StringComparer.Ordinal)));
        StaticSites = Output.Create(settings.StaticSites.Select(site => $"{site}.{settings.Zone}").ToImmutableArray());
        MailServers = Output.Create(settings.MailServers.ToImmutableArray());
        IdentityHost = context.From("identity").Text("label").Apply(label => label.Length > 0 ? $"{label}.{settings.Zone}" : "");
    }

    [Output("zoneId")]
    public Output<string> ZoneId { get; private set; }

    [Output("zone")]
    public Output<string> Zone { get; private set; }

    [Output("account")]
    public Output<string> Account { get; private set; }

    /// <summary>Each service's address on the new side.</summary>
    [Output("newAddresses")]
    public Output<ImmutableDictionary<string, string>> NewAddresses { get; private set; }

    [Output("oldAddresses")]
    public Output<ImmutableDictionary<string, string>> OldAddresses { get; private set; }

    /// <summary>The public names of the sites that are files alone.</summary>
    [Output("staticSites")]
    public Output<ImmutableArray<string>> StaticSites { get; private set; }

    [Output("mailServers")]
    public Output<ImmutableArray<string>> MailServers { get; private set; }

    /// <summary>The identity provider's public name; empty while there is none.</summary>
    [Output("identityHost")]
    public Output<string> IdentityHost { get; private set; }

    // Three names for the Workers to ask, one for each side; people never see them.
    private static void Origins(
        string environment, Service service, EdgeSettings settings, Output<string> zoneId, ZoneRecords records,
        Output<ImmutableDictionary<string, string>> addresses)
    {
        records.Proxied(service.OriginHost("old", settings.Zone), settings.Old[service.Name]);
        records.Proxied(service.OriginHost("read-only", settings.Zone), settings.ReadOnly[service.Name]);
        records.Proxied(service.OriginHost("new", settings.Zone), addresses.Apply(all => all[service.Name]));
        _ = new OriginHealth(service.Name, new OriginHealthArgs
        {
            Environment = environment,
            Account = settings.Account,
            ZoneId = zoneId,
            Origin = service.OriginHost("new", settings.Zone),
            Path = service.HealthPath,
            Mail = settings.Mail,
        });
    }

    private static void Identity(OtherStack identity, EdgeSettings settings, ZoneRecords records) =>
        Output.Tuple(identity.Text("label"), identity.Text("address")).Apply(both =>
        {
            if (both.Item1.Length > 0)
                records.Proxied($"{both.Item1}.{settings.Zone}", both.Item2);
            return both.Item1;
        });
}
