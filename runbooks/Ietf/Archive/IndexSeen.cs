using System.Text.Json.Serialization;

namespace Ietf;

/// <summary>How far a search index is.</summary>
/// <param name="Count">Messages in it.</param>
/// <param name="Messages">Messages in the archive.</param>
/// <param name="Waiting">Messages that are to be indexed still.</param>
internal sealed record IndexSeen(
    [property: JsonPropertyName("count")] long Count,
    [property: JsonPropertyName("messages")] long Messages,
    [property: JsonPropertyName("waiting")] long Waiting);
