using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>What the edge says of the services behind it: the answer that counts, whatever a state says.</summary>
/// <param name="Said">The mode by the address that was asked; null where it did not say.</param>
/// <param name="Why">In a sentence, for people.</param>
internal sealed record EdgeLook(ImmutableSortedDictionary<string, string?> Said, string Why)
{
    public static EdgeLook None { get; } = new(ImmutableSortedDictionary<string, string?>.Empty, "");

    public static async Task<EdgeLook> AskAsync(
        StepContext context, Place<EdgeAddress> place, IEnumerable<string> services, CancellationToken cancellation)
    {
        var edge = context.At(place);
        var urls = services.SelectMany(service => Urls(place, edge, service).Select(url => (service, url))).ToList();
        var answers = await Task.WhenAll(urls.Select(asked =>
            ModeAsker.AskAsync(place.Name, asked.service, asked.url, edge.ConnectTo, context.Time, cancellation)));
        var said = urls.Zip(answers).ToImmutableSortedDictionary(
            pair => pair.First.url.ToString(), pair => pair.Second.Mode?.Word(), StringComparer.Ordinal);
        return new EdgeLook(said, string.Join(", ", answers.Select(answer => answer.Why)));
    }

    /// <summary>The addresses at which the edge says a service's mode.</summary>
    /// <exception cref="EffectException">The estate gives none.</exception>
    public static IEnumerable<Uri> Urls(Place<EdgeAddress> place, EdgeAddress edge, string service)
    {
        if (!edge.Modes.TryGetValue(service, out var urls) || urls.Count == 0)
            throw new EffectException($"The estate gives '{place}' no address that says the mode of {service}; add it to its modes.");

        return urls.Select(url => Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            ? parsed
            : throw new EffectException($"'{url}', where '{place}' says the mode of {service}, must be an address such as "
                + "https://www.example.org/.cutover/mode; mend it in the estate's file."));
    }
}
