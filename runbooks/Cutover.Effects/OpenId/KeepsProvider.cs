using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check that a provider is, to its clients, the one that was remembered: the same issuer (OpenID Connect Core 1.0, 3.1.3.7, has clients
/// compare it in every token), the same addresses, and every key under its id. Further keys do no harm.
/// </summary>
/// <param name="Provider">The site that the new provider is part of, asked directly.</param>
/// <param name="Path">Where below that site it is.</param>
/// <param name="Remembered">What is remembered of the old one.</param>
public sealed record KeepsProvider(Place<SiteAddress> Provider, string Path, Step<ProviderSeen> Remembered) : IProbe<ProviderSeen>
{
    public string Verb => $"see that {Provider} has the issuer and the keys that clients know";

    public async ValueTask<Finding<ProviderSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var known = context.Read(Remembered);
        try
        {
            var seen = await ProviderReader.ReadAsync(Provider, Path, context, cancellation);
            var wrong = Differences(known, seen).ToList();
            return wrong.Count == 0
                ? Finding.Done(seen, $"{Provider} is {seen.Issuer} and signs with {string.Join(", ", seen.Keys.Keys)}, as clients know it")
                : Finding.NotDone(seen, $"clients would not take {Provider} for the provider they know: {string.Join("; ", wrong)}");
        }
        catch (EffectException failure)
        {
            return Finding.Unknown<ProviderSeen>(failure.Message);
        }
    }

    private static IEnumerable<string> Differences(ProviderSeen known, ProviderSeen seen)
    {
        if (seen.Issuer != known.Issuer)
            yield return $"it calls itself {seen.Issuer}, not {known.Issuer}";
        foreach (var (name, address) in known.Endpoints)
        {
            if (seen.Endpoints.GetValueOrDefault(name) is var now && now != address)
                yield return $"its {name} is {now ?? "not told"}, not {address}";
        }

        foreach (var (id, thumbprint) in known.Keys)
        {
            if (seen.Keys.GetValueOrDefault(id) is var now && now != thumbprint)
                yield return now is null ? $"it lacks the key {id}" : $"its key {id} is another";
        }
    }
}
