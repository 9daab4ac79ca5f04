using Pulumi;
using Cf = Pulumi.Cloudflare;

namespace Cutover.Infra;

/// <summary>A site of files alone: a bucket that a Worker serves under the site's own name.</summary>
public sealed class StaticSite : Part
{
    /// <summary>Nobody stands behind the name: an address that is never routed (RFC 5737). The Worker answers before it is asked.</summary>
    private const string Nowhere = "192.0.2.1";

    public StaticSite(string name, StaticSiteArgs args, ComponentResourceOptions? options = null)
        : base("cutover:cloudflare:StaticSite", name, args.Environment, options)
    {
        var bucket = new Cf.R2Bucket(Named("bucket"), new Cf.R2BucketArgs
        {
            AccountId = args.Account,
            Name = Provided("bucket"),
            Location = args.Location,
            StorageClass = "Standard",
        }, Kept());
        // A bucket's own domain knows no index pages and no 404 page, so the name is the Worker's.
        args.Records.Proxied(args.Host, Nowhere);
        _ = new EdgeWorker(name, new EdgeWorkerArgs
        {
            Environment = args.Environment,
            Account = args.Account,
            ZoneId = args.ZoneId,
            Host = args.Host,
            Mode = TrafficOrigin.New.Word(),
            Origins = ("", "", ""),
            RetryAfter = 0,
            StatusPage = "",
            Bucket = bucket.Name,
        });
        Bucket = bucket.Name;
        RegisterOutputs();
    }

    [Output("bucket")]
    public Output<string> Bucket { get; private set; }
}
