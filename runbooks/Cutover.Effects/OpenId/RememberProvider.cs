using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Remembers what clients know of an OpenID provider, before it moves.</summary>
/// <param name="Provider">The site that it is part of.</param>
/// <param name="Path">Where below that site it is.</param>
public sealed record RememberProvider(Place<SiteAddress> Provider, string Path) : IProbe<ProviderSeen>
{
    public string Verb => $"remember the issuer and the keys of {Provider}";

    public async ValueTask<Finding<ProviderSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            var seen = await ProviderReader.ReadAsync(Provider, Path, context, cancellation);
            return Finding.Done(seen, $"{seen.Issuer} signs with {string.Join(", ", seen.Keys.Keys)}");
        }
        catch (EffectException failure)
        {
            return Finding.Unknown<ProviderSeen>(failure.Message);
        }
    }
}
