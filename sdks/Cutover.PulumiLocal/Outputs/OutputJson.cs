using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi;

/// <summary>
/// Writes a value to JSON when outputs sit inside it: a first pass collects those that are not settled yet, they are awaited,
/// and the pass is repeated until none is left.
/// </summary>
internal static class OutputJson
{
    public static async Task<OutputData<string>> SerializeAsync<T>(Output<T> value, JsonSerializerOptions? options)
    {
        var data = await value.Data;
        if (!data.IsKnown)
        {
            return data.With("");
        }
        while (true)
        {
            var converter = new Converter();
            var withOutputs = new JsonSerializerOptions(options ?? JsonSerializerOptions.Default);
            withOutputs.Converters.Add(converter);
            var text = JsonSerializer.Serialize(data.Value, withOutputs);
            if (converter.Unsettled.Count == 0)
            {
                return data.With(0).Then(converter.Seen).With(text) is var done && done.IsKnown ? done : done with { Value = "" };
            }
            await Task.WhenAll(converter.Unsettled);
        }
    }

    private sealed class Converter : JsonConverterFactory
    {
        public List<Task> Unsettled { get; } = [];

        public OutputData<int> Seen { get; set; } = OutputData<int>.Plain(0);

        public override bool CanConvert(Type typeToConvert) => typeof(IOutput).IsAssignableFrom(typeToConvert)
            || typeof(IInput).IsAssignableFrom(typeToConvert);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Inner<>).MakeGenericType(typeToConvert), this)!;

        public void Write(Utf8JsonWriter writer, object? value, JsonSerializerOptions options)
        {
            var task = Output.Untyped(value).UntypedAsync();
            if (!task.IsCompleted)
            {
                Unsettled.Add(task);
                writer.WriteNullValue();
                return;
            }
            var data = task.GetAwaiter().GetResult();
            Seen = data.Then(Seen);
            JsonSerializer.Serialize(writer, data.Value, options);
        }
    }

    private sealed class Inner<T>(Converter owner) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new JsonException("JSON read from text holds values, never outputs.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => owner.Write(writer, value, options);
    }
}
