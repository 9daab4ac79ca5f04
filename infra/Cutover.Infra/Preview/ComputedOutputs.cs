using System.Text.Json.Nodes;

namespace Cutover.Infra;

/// <summary>
/// What a resource that does not exist yet answers with: its inputs, and a mark for everything that the provider will add.
/// </summary>
internal sealed class ComputedOutputs(KnownTypes types, Unknowns unknowns)
{
    /// <summary>
    /// How many items a list has that is not known yet: as many as SES has DKIM keys, which is the one that programs read.
    /// </summary>
    private const int Items = 3;

    private const int Deepest = 4;

    public JsonObject Of(string token, string name, JsonObject inputs)
    {
        var state = (JsonObject)inputs.DeepClone();
        if (types.Type(token) is { } type)
            Fill(state, types.Table(token)!, type, name, Deepest);
        return state;
    }

    private void Fill(JsonObject state, ProviderTable table, TableType type, string name, int depth)
    {
        foreach (var output in type.Outputs)
        {
            var meaning = $"{name}.{output.Name}";
            if (state[output.Name] is JsonObject given && table.Nested(output.Type.Name) is { Kind: TableKind.Nested } inside && depth > 0)
                Fill(given, table, inside, meaning, depth - 1);
            else if (!state.ContainsKey(output.Name) && Mark(table, output.Type, meaning, output.IsSecret, depth) is { } mark)
                state[output.Name] = mark;
        }
    }

    private JsonNode? Mark(ProviderTable table, TypeShape shape, string meaning, bool isSecret, int depth) => shape.Name switch
    {
        "string" => isSecret ? unknowns.Secret(meaning) : unknowns.Text(meaning),
        "integer" or "number" => unknowns.Number(meaning),
        "list" when depth > 0 => new JsonArray([.. Enumerable.Range(0, Items)
            .Select(i => Mark(table, shape.Parts[0], $"{meaning}[{i}]", isSecret, depth - 1))]),
        _ when shape.IsToken && depth > 0 && table.Nested(shape.Name) is { Kind: TableKind.Nested } type =>
            Nested(table, type, meaning, depth),
        _ => null,
    };

    private JsonObject Nested(ProviderTable table, TableType type, string meaning, int depth)
    {
        var state = new JsonObject();
        Fill(state, table, type, meaning, depth - 1);
        return state;
    }
}
