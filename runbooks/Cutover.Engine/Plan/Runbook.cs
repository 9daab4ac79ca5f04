using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Cutover.Engine;

/// <summary>The whole plan: immutable, hashed, naming places and never addresses. Made by <see cref="RunbookBuilder.Build"/>.</summary>
public sealed class Runbook
{
    private readonly ImmutableDictionary<string, Step> _byId;
    private readonly Precedence _precedence;

    internal Runbook(string id, TimeSpan window, ImmutableArray<Step> ordered, RunbookHash hash)
    {
        foreach (var step in ordered)
            step.Lean();

        Id = id;
        Window = window;
        Steps = [.. ordered.Where(step => !step.IsBack)];
        BackSteps = [.. ordered.Where(step => step.IsBack)];
        Fences = [.. Steps.Where(step => step.IsFence)];
        Openings = [.. Steps.Where(step => step.IsOpening)];
        Hash = hash.Whole;
        StepHashes = hash.Steps;
        Places = hash.Places;
        _byId = ordered.ToImmutableDictionary(step => step.Id, StringComparer.Ordinal);
        _precedence = new Precedence(ordered);
    }

    public string Id { get; }

    /// <summary>How long the announced outage lasts.</summary>
    public TimeSpan Window { get; }

    /// <summary>The steps of the way forward, each after all it needs.</summary>
    public ImmutableArray<Step> Steps { get; }

    /// <summary>The steps that only the way back has, each after all it needs.</summary>
    public ImmutableArray<Step> BackSteps { get; }

    internal ImmutableArray<Step> Fences { get; }

    internal ImmutableArray<Step> Openings { get; }

    /// <summary>
    /// SHA-256 over the plan in canonical JSON, in lower-case hexadecimal. The same plan has the same hash in every environment.
    /// </summary>
    public string Hash { get; }

    /// <summary>A hash for each step, so that a changed plan can name what changed.</summary>
    public ImmutableSortedDictionary<string, string> StepHashes { get; }

    /// <summary>Every place that a step names.</summary>
    public ImmutableArray<Place> Places { get; }

    /// <summary>Finds a step by its id, among both ways.</summary>
    public bool TryFind(string? id, [NotNullWhen(true)] out Step? step)
    {
        step = null;
        return id is not null && _byId.TryGetValue(id, out step);
    }

    /// <summary>The step with this id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Step this[string id] => _byId[id];

    /// <summary>
    /// Whether <paramref name="first"/> must be Done before <paramref name="second"/> begins, directly or through others.
    /// </summary>
    public bool IsBefore(Step first, Step second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return _precedence.IsBefore(first, second);
    }
}
