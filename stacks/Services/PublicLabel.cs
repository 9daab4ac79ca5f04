namespace Cutover.Stacks;

/// <summary>A name that people use, without the zone.</summary>
/// <param name="Label">Such as www.</param>
/// <param name="Port">443 for a web site behind the edge, anything else for a service that is reached directly.</param>
public sealed record PublicLabel(string Label, int Port = 443)
{
    /// <summary>Whether the old host answered some of its addresses with redirects, which the edge now does.</summary>
    public bool HasOldRedirects { get; init; }

    public bool IsWeb => Port == 443;

    public string In(string zone) => $"{Label}.{zone}";
}
