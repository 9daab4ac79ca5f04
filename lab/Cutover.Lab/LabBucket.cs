namespace Cutover.Lab;

/// <summary>The bucket of www's assets, with its S3 API and the Worker that serves it, in Cloudflare's local runtime.</summary>
/// <param name="Unit">Its name for <c>bin/service</c>.</param>
/// <param name="Address">Where the runtime listens; people come by the edge.</param>
/// <param name="Settings">The settings of a push, as <c>./cutover site push</c> reads them.</param>
/// <param name="Assets">What the build of the new www made.</param>
/// <param name="Credentials">The file with the key of the S3 API.</param>
public sealed record LabBucket(string Unit, Address Address, string Settings, string Assets, string Credentials)
{
    /// <summary>The bucket's name.</summary>
    public string Name { get; } = "cutover-lab-static";

    /// <summary>A stylesheet under a name that its content gave it.</summary>
    public string Stylesheet { get; } = "css/site.5d1f8c2a.css";
}
