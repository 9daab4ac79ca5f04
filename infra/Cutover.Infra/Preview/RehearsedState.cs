using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cutover.Infra;

/// <summary>
/// The state that a stack would have after an <c>up</c>, in the form of <c>pulumi stack export</c>. What only providers know is made
/// up, always the same: rehearsals have a cloud in which every <c>up</c> succeeds.
/// </summary>
public static partial class RehearsedState
{
    private static readonly KnownTypes Types = KnownTypes.All;

    /// <param name="plan">What was brought up.</param>
    /// <param name="now">When.</param>
    /// <param name="known">What the provider answers for resource.property; null for something made up.</param>
    public static string Of(StackPlan plan, DateTimeOffset now, Func<string, string?>? known = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        string Answered(string meaning) => known?.Invoke(meaning) ?? MadeUp(meaning);
        var resources = new JsonArray
        {
            new JsonObject
            {
                ["urn"] = Urn(plan, "pulumi:pulumi:Stack", $"{plan.Project}-{plan.Stack}"),
                ["type"] = "pulumi:pulumi:Stack",
                ["outputs"] = Known(plan.Outputs, Answered),
            },
        };
        foreach (var resource in plan.Resources)
            resources.Add((JsonNode)Made(plan, resource, now, Answered));
        return new JsonObject
        {
            ["version"] = 3,
            ["deployment"] = new JsonObject { ["resources"] = resources },
        }.ToJsonString();
    }

    private static JsonObject Made(StackPlan plan, PlannedResource resource, DateTimeOffset now, Func<string, string> known)
    {
        var inputs = (JsonObject)Known(resource.Inputs, known)!;
        var type = Types.Type(resource.Type);
        foreach (var property in type?.Inputs.Where(IsNumeric) ?? [])
            inputs[property.Name] = Numbers(inputs[property.Name]);

        var unknowns = new Unknowns();
        var computed = new ComputedOutputs(Types, unknowns).Of(resource.Type, resource.Name, inputs);
        // Before and after an up alike, a state says when a resource last changed.
        var isChanged = plan.Changes.Any(change => change.Key == resource.Key);
        var modified = isChanged ? now : plan.State?.Find(resource.Key)?.Modified ?? now;
        return new JsonObject
        {
            ["urn"] = Urn(plan, resource.Type, resource.Name),
            ["custom"] = true,
            ["id"] = plan.State?.Find(resource.Key)?.Id ?? known($"{resource.Name}.id"),
            ["type"] = resource.Type,
            ["inputs"] = inputs,
            ["outputs"] = Known(Numbered(computed, unknowns, known), known),
            ["protect"] = resource.IsProtected,
            ["modified"] = modified.ToString("O", CultureInfo.InvariantCulture),
        };
    }

    private static bool IsNumeric(TableProperty property) =>
        property.Type.Name is "integer" or "number" || property.Type is { Name: "list", Parts: [{ Name: "integer" or "number" }] };

    private static JsonNode? Numbers(JsonNode? node) => node switch
    {
        JsonArray list => new JsonArray([.. list.Select(Numbers)]),
        JsonValue value when long.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var number) => number,
        _ => node?.DeepClone(),
    };

    // A mark that is a number stays one; any other is told by its text.
    private static JsonNode? Numbered(JsonNode? node, Unknowns unknowns, Func<string, string> known) => node switch
    {
        JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Numbered(entry.Value, unknowns, known)))),
        JsonArray list => new JsonArray([.. list.Select(item => Numbered(item, unknowns, known))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && unknowns.Render(value.ToJsonString()) is ['⟨', ..] meaning =>
            long.TryParse(known(meaning.Trim('⟨', '⟩')), CultureInfo.InvariantCulture, out var number) ? number : Digits(meaning),
        _ => unknowns.Render(node),
    };

    // Secrets are kept as Pulumi keeps them, and their text here is nobody's.
    private static JsonNode? Known(JsonNode? node, Func<string, string> known) => node switch
    {
        JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Known(entry.Value, known)))),
        JsonArray list => new JsonArray([.. list.Select(item => Known(item, known))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Text(value.ToString(), known),
        _ => node?.DeepClone(),
    };

    private static JsonNode Text(string text, Func<string, string> known) => text.Contains(Unknowns.SecretWord, StringComparison.Ordinal)
        ? new JsonObject { ["4dabf18193072939515e22adb298388d"] = "1b47061264138c4ac30d75fd1eb44270", ["ciphertext"] = "v1:rehearsed" }
        : Meaning().Replace(text, meaning => known(meaning.Groups["of"].Value));

    private static string MadeUp(string meaning) =>
        meaning.EndsWith(".id", StringComparison.Ordinal) || meaning.EndsWith(".port", StringComparison.Ordinal)
            ? Digits(Unknowns.Shown(meaning)).ToString(CultureInfo.InvariantCulture)
            : $"made-up-{meaning.Replace('.', '-')}";

    private static long Digits(string meaning) =>
        BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(meaning))) % 900_000_000 + 100_000_000;

    private static string Urn(StackPlan plan, string type, string name) => $"urn:pulumi:{plan.Stack}::{plan.Project}::{type}::{name}";

    [GeneratedRegex("⟨(?<of>[^⟩]+)⟩", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Meaning();
}
