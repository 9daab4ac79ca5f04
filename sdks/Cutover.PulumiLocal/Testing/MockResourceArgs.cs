using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>A resource as its provider would see it.</summary>
public class MockResourceArgs
{
    public string? Type { get; set; }

    public string? Name { get; set; }

    /// <summary>Known inputs that are not null, secrets unwrapped, numbers as double.</summary>
    public ImmutableDictionary<string, object> Inputs { get; set; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>URN and id of an explicit provider, or empty.</summary>
    public string? Provider { get; set; }

    /// <summary>The id that is read or imported, or empty.</summary>
    public string? Id { get; set; }
}
