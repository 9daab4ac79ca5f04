using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What an output holds once it is settled. Unknown wins over known and secret over plain when two are joined.</summary>
internal readonly record struct OutputData<T>(ImmutableHashSet<Resource> Resources, T Value, bool IsKnown, bool IsSecret)
{
    public static OutputData<T> Plain(T value) => new([], value, IsKnown: true, IsSecret: false);

    /// <summary>This value's origins with another value: what a conversion gives.</summary>
    public OutputData<TOther> With<TOther>(TOther value) => new(Resources, value, IsKnown, IsSecret);

    /// <summary>The other's value, with the origins of both.</summary>
    public OutputData<TOther> Then<TOther>(OutputData<TOther> other) =>
        new(Resources.Union(other.Resources), other.Value, IsKnown && other.IsKnown, IsSecret || other.IsSecret);
}
