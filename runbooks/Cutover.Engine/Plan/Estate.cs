using System.Collections.Immutable;

namespace Cutover.Engine;

/// <summary>One environment's address for each place.</summary>
/// <param name="Environment">What a run is aimed at: lab, staging, production.</param>
/// <param name="Hash">Identifies these addresses; hashed apart from the runbook, so that one plan serves every environment.</param>
/// <param name="Addresses">By the place's name.</param>
public sealed record Estate(string Environment, string Hash, ImmutableSortedDictionary<string, object> Addresses)
{
    /// <summary>The address of a place.</summary>
    /// <exception cref="InvalidOperationException">The estate has no such place, or an address of another kind.</exception>
    public T At<T>(Place<T> place)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(place);
        if (!Addresses.TryGetValue(place.Name, out var address))
            throw new InvalidOperationException($"The estate '{Environment}' has no place '{place.Name}'. Add it to the estate's file.");

        return address is T typed
            ? typed
            : throw new InvalidOperationException(
                $"The estate '{Environment}' gives '{place.Name}' the address of a {address.GetType().Name}; the runbook needs a "
                    + $"{typeof(T).Name}.");
    }
}
