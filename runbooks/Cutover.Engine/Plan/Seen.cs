using System.Text.Json;

namespace Cutover.Engine;

/// <summary>A finding as the journal keeps it: the value as JSON.</summary>
public sealed record Seen(Verdict Verdict, JsonElement? Value, string Why);
