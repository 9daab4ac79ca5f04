using Pulumi;
using Cf = Pulumi.Cloudflare;

namespace Cutover.Infra;

/// <summary>
/// A zone with what holds for all of it: signed, TLS checked to the origin and on every address, one tier of cache in front.
/// </summary>
public sealed class EdgeZone : Part
{
    private readonly Cf.Zone _zone;

    /// <param name="name">The component's name.</param>
    /// <param name="args">Which zone, in which account.</param>
    /// <param name="options">As for any component.</param>
    public EdgeZone(string name, EdgeZoneArgs args, ComponentResourceOptions? options = null)
        : base("cutover:cloudflare:Zone", name, args.Environment, options)
    {
        _zone = new Cf.Zone(Named("zone"), new Cf.ZoneArgs
        {
            Name = args.Zone,
            Type = "full",
            Account = new Cf.Inputs.ZoneAccountArgs { Id = args.Account },
        }, Taken(args.Existing));
        _ = new Cf.ZoneDnssec(Named("dnssec"), new Cf.ZoneDnssecArgs { ZoneId = _zone.Id, Status = "active" }, Kept());
        _ = new Cf.TieredCache(Named("tiered-cache"), new Cf.TieredCacheArgs { ZoneId = _zone.Id, Value = "on" }, Under());
        Set("ssl", "strict");
        Set("always_use_https", "on");
        Set("min_tls_version", "1.2");
        RegisterOutputs();
    }

    public Output<string> Id => _zone.Id;

    private CustomResourceOptions Taken(string? existing)
    {
        var options = Kept();
        options.ImportId = existing;
        return options;
    }

    private void Set(string setting, string value) =>
        _ = new Cf.ZoneSetting(Named(setting.Replace('_', '-')), new Cf.ZoneSettingArgs
        {
            ZoneId = _zone.Id,
            SettingId = setting,
            Value = value,
        }, Under());
}
