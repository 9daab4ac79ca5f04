using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>A provider function's call. The stacks call none, so the local surface never makes one.</summary>
public class MockCallArgs
{
    public string? Token { get; set; }

    public ImmutableDictionary<string, object> Args { get; set; } = ImmutableDictionary<string, object>.Empty;

    public string? Provider { get; set; }
}
