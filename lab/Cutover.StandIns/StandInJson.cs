using System.Text.Json.Serialization;
using static Cutover.StandIns.Answers;

namespace Cutover.StandIns;

/// <summary>Generated serializers: reflection would cost a tenth of a second at every start.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(StandInSettings))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(VersionAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(ResultAnswer))]
[JsonSerializable(typeof(LatestAnswer))]
[JsonSerializable(typeof(KeyedText))]
[JsonSerializable(typeof(KeyedWrite))]
[JsonSerializable(typeof(SubmissionAnswer))]
[JsonSerializable(typeof(SubmissionStatus))]
[JsonSerializable(typeof(ImportBody))]
[JsonSerializable(typeof(MessageCounts))]
[JsonSerializable(typeof(IndexCount))]
[JsonSerializable(typeof(TaskBody))]
internal sealed partial class StandInJson : JsonSerializerContext;
