using System.Text.Json.Serialization;

namespace Cutover.Crowd;

/// <summary>The body of POST /api/v1/message/import/.</summary>
/// <param name="List">The list's name.</param>
/// <param name="Visibility">public or private.</param>
/// <param name="Message">The message; base64 in JSON.</param>
internal sealed record ArchiveBody(
    [property: JsonPropertyName("list_name")] string List,
    [property: JsonPropertyName("list_visibility")] string Visibility,
    [property: JsonPropertyName("message")] byte[] Message);
