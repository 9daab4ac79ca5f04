using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Cutover.Engine;

/// <summary>An effect as plain data: its properties, and the steps and places they hold.</summary>
internal sealed record StepDescription(JsonNode Properties, IReadOnlyCollection<Step> Reads, IReadOnlyCollection<Place> Places)
{
    public static StepDescription Empty { get; } = new(new JsonObject(), [], []);

    /// <summary>Reads the public properties of effects; one describer serves one plan.</summary>
    public sealed class Describer
    {
        private readonly Mentions<Step> _steps = new(step => step.Id);
        private readonly Mentions<Place> _places = new(place => place.Name);
        private readonly JsonSerializerOptions _options;

        public Describer() => _options = new JsonSerializerOptions(Json.Values) { Converters = { _steps, _places } };

        /// <exception cref="NotSupportedException">A property cannot be written as plain data.</exception>
        public StepDescription Describe(IProbe probe)
        {
            _steps.Seen.Clear();
            _places.Seen.Clear();
            var properties = JsonSerializer.SerializeToNode(probe, probe.GetType(), _options) ?? new JsonObject();
            return new StepDescription(properties, [.. _steps.Seen.Distinct()], [.. _places.Seen.Distinct()]);
        }
    }

    private sealed class Mentions<TNamed>(Func<TNamed, string> name) : JsonConverter<TNamed>
        where TNamed : class
    {
        public List<TNamed> Seen { get; } = [];

        public override bool CanConvert(Type typeToConvert) => typeof(TNamed).IsAssignableFrom(typeToConvert);

        public override TNamed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A plan is written, never read back.");

        public override void Write(Utf8JsonWriter writer, TNamed value, JsonSerializerOptions options)
        {
            Seen.Add(value);
            writer.WriteStringValue(name(value));
        }
    }
}
