using System.Text.Json.Serialization;

namespace Cutover.Crowd;

/// <summary>How long good answers took, from the intended time, in milliseconds; late ones included.</summary>
/// <param name="P50">Half were at least as fast.</param>
/// <param name="P95">95 of 100 were at least as fast.</param>
/// <param name="P99">99 of 100 were at least as fast.</param>
/// <param name="Max">The slowest.</param>
public sealed record Latency(
    [property: JsonPropertyName("p50")] double P50,
    [property: JsonPropertyName("p95")] double P95,
    [property: JsonPropertyName("p99")] double P99,
    [property: JsonPropertyName("max")] double Max)
{
    /// <summary>The latency of operations; what failed is left out.</summary>
    public static Latency Of(IEnumerable<Operation> operations)
    {
        var sorted = operations.Where(operation => operation.Ending is Ending.Good or Ending.Acknowledged)
            .Select(operation => (operation.Done - operation.Due) / 1000.0).Order().ToList();
        double At(double share) => Percentiles.Of(sorted, share);
        return new Latency(At(0.5), At(0.95), At(0.99), At(1));
    }
}
