using System.Collections;
using System.Collections.Immutable;
using Pulumi;

namespace Cutover.Stacks;

/// <summary>Another stack's outputs, in the types they were given with.</summary>
public sealed class OtherStack(StackReference reference)
{
    public Output<string> Text(string output) => reference.RequireOutput(output).Apply(value => (string)value);

    public Output<ImmutableArray<string>> List(string output) => reference.RequireOutput(output)
        .Apply(value => ((IEnumerable)value).Cast<string>().ToImmutableArray());

    /// <summary>One entry of an output that is a map.</summary>
    public Output<string> Entry(string output, string key) => Map(output).Apply(map => map.TryGetValue(key, out var value)
        ? value
        : throw new StackConfigException($"The stack that has '{output}' has no '{key}' in it; bring that stack up first: pulumi up."));

    public Output<ImmutableDictionary<string, string>> Map(string output) => reference.RequireOutput(output)
        .Apply(value => ((IEnumerable<KeyValuePair<string, object>>)value)
            .ToImmutableDictionary(entry => entry.Key, entry => (string)entry.Value, StringComparer.Ordinal));
}
