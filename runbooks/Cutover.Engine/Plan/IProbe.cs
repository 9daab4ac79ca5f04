namespace Cutover.Engine;

/// <summary>A look at the world. A step that has only a probe is a check: it must come true before its deadline.</summary>
/// <remarks>
/// Probes are records. Their public properties are part of the plan's hash, so they hold plain values, places and steps.
/// A step held in a property is an edge of the plan and may be read with <see cref="StepContext.Read{T}"/>.
/// </remarks>
public interface IProbe
{
    /// <summary>What it does, for people and for the hash: a verb and its object, such as "fence datatracker.old.database".</summary>
    string Verb { get; }
}

/// <inheritdoc cref="IProbe"/>
/// <typeparam name="T">What the probe sees; a record of plain values that survives a round trip through JSON.</typeparam>
public interface IProbe<T> : IProbe
{
    /// <summary>Looks, and changes nothing; may be asked at any time and any number of times.</summary>
    /// <remarks>An exception is taken as <see cref="Verdict.Unknown"/>.</remarks>
    ValueTask<Finding<T>> ProbeAsync(StepContext context, CancellationToken cancellation);
}
