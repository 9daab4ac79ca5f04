using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cutover.Engine;

/// <summary>The JSON that the journal and the reports are written in.</summary>
public static class Json
{
    /// <summary>For values and events: camel case, enumerations by name, nothing indented.</summary>
    public static JsonSerializerOptions Values { get; } = Frozen(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private static JsonSerializerOptions Frozen(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
