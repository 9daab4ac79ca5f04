using Pulumi;
using Cf = Pulumi.Cloudflare;

namespace Cutover.Infra;

/// <summary>A site of files alone: a bucket that the edge serves under the site's own name.</summary>
public sealed class StaticSite : Part
{
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
        _ = new Cf.R2CustomDomain(Named("domain"), new Cf.R2CustomDomainArgs
        {
            AccountId = args.Account,
            BucketName = bucket.Name,
            Domain = args.Host,
            ZoneId = args.ZoneId,
            Enabled = true,
            MinTls = "1.2",
        }, Under());
        Bucket = bucket.Name;
        RegisterOutputs();
    }

    [Output("bucket")]
    public Output<string> Bucket { get; private set; }
}
