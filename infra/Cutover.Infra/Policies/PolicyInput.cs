using System.Collections.Immutable;

namespace Cutover.Infra;

/// <summary>What policies look at.</summary>
/// <param name="Plan">The plans of an environment's stacks.</param>
/// <param name="Now">The time of the preview.</param>
public sealed record PolicyInput(EstatePlan Plan, DateTimeOffset Now)
{
    /// <summary>Objects that may be lost this once, as stack/type::name: each named by a person, each one object.</summary>
    public ImmutableHashSet<string> MayBeLost { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>On the night nothing but the origin may change in the traffic stack.</summary>
    public bool IsNight { get; init; }
}
