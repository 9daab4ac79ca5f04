using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cutover.Effects;

/// <summary>Reads the event log of an up, a line at a time, while it is written.</summary>
internal sealed class PulumiEvents(Action<string> say)
{
    /// <summary>The first error; null when there was none.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether Pulumi came to its end and said so.</summary>
    public bool HasSummary { get; private set; }

    public void Line(string line)
    {
        if (Parse(line) is not { } read)
            return;

        if (read["resOutputsEvent"]?["metadata"] is JsonObject done && done["op"]?.ToString() is { } op && op is not ("same" or "read"))
            say($"{op} {Name(done)}");
        else if (read["resOpFailedEvent"]?["metadata"] is JsonObject failed)
            Failure ??= $"{failed["op"]} of {Name(failed)} failed";
        else if (read["diagnosticEvent"] is JsonObject said && said["severity"]?.ToString() == "error")
            Failure = First(said["message"]?.ToString() ?? "");
        else if (read["errorEvent"] is JsonObject error)
            Failure ??= First(error["error"]?.ToString() ?? "");
        else if (read["summaryEvent"] is JsonObject summary)
            HasSummary = summary["maybeCorrupt"]?.GetValueKind() != JsonValueKind.True;
    }

    private static string Name(JsonObject metadata) => metadata["urn"]?.ToString().Split("::")[^1] ?? "something";

    private static string First(string message) =>
        message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault()
            ?? "an error without a word";

    // What the CLI shows to people stands between the events.
    private static JsonObject? Parse(string line)
    {
        if (!line.StartsWith('{'))
            return null;

        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
