using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi;

/// <summary>A stack's configuration as the engine hands it over: in two environment variables, read once per run.</summary>
internal sealed record ConfigValues(ImmutableDictionary<string, string> Values, ImmutableHashSet<string> Secret)
{
    public static ConfigValues FromEnvironment() => new(
        Parse<Dictionary<string, string>>("PULUMI_CONFIG")?.ToImmutableDictionary() ?? ImmutableDictionary<string, string>.Empty,
        Parse<string[]>("PULUMI_CONFIG_SECRET_KEYS")?.ToImmutableHashSet() ?? []);

    private static T? Parse<T>(string variable) where T : class =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? JsonSerializer.Deserialize<T>(text) : null;
}
