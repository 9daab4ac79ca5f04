using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cutover.Crowd;

/// <summary>The JSON that a crowd writes and sends, compiled rather than found by reflection, so that a crowd starts quickly.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LogLine))]
[JsonSerializable(typeof(LiveSummary))]
[JsonSerializable(typeof(KeyedWrite))]
[JsonSerializable(typeof(EmailBody))]
[JsonSerializable(typeof(ArchiveBody))]
internal sealed partial class CrowdJson : JsonSerializerContext;
