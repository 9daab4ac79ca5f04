using Pulumi;

namespace Cutover.Stacks;

/// <summary>A stack's config as it is written: by Pulumi during a run, by the file itself in a preview.</summary>
public interface IStackValues
{
    /// <summary>The value as text, objects and lists as JSON; null when there is none.</summary>
    string? Get(string key);

    /// <summary>A value that must be kept secret; null when there is none.</summary>
    Output<string>? GetSecret(string key);

    /// <summary>All keys, to find those that nobody reads; null where they cannot be listed.</summary>
    IReadOnlyCollection<string>? Keys { get; }
}
