using Cutover.Infra;

namespace Cutover.PulumiLocal.Generator;

/// <summary>How Pulumi's code generator writes a property's type in C#.</summary>
internal sealed class CSharpType(ProviderTable table)
{
    /// <summary>The type of an argument, without its question mark.</summary>
    public string Input(TypeShape type) => type.Name switch
    {
        "list" => $"InputList<{Element(type.Parts[0])}>",
        "map" => $"InputMap<{Element(type.Parts[0])}>",
        "union" => $"InputUnion<{Element(type.Parts[0])}, {Element(type.Parts[1])}>",
        "object" => "object",
        _ => $"Input<{Element(type)}>",
    };

    /// <summary>What a list of arguments holds.</summary>
    public string Element(TypeShape type) => type.Name switch
    {
        "list" => $"ImmutableArray<{Element(type.Parts[0])}>",
        "map" => $"ImmutableDictionary<string, {Element(type.Parts[0])}>",
        "union" => $"Union<{Element(type.Parts[0])}, {Element(type.Parts[1])}>",
        _ when type.IsToken && IsObject(type) => Nested(type, "Inputs", "Args"),
        _ => Scalar(type),
    };

    /// <summary>What an output holds.</summary>
    public string Output(TypeShape type) => type.Name switch
    {
        "list" => $"ImmutableArray<{Output(type.Parts[0])}>",
        "map" => $"ImmutableDictionary<string, {Output(type.Parts[0])}>",
        "union" => $"Union<{Output(type.Parts[0])}, {Output(type.Parts[1])}>",
        _ when type.IsToken && IsObject(type) => Nested(type, "Outputs", ""),
        _ => Scalar(type),
    };

    /// <summary>The type of an output or of its field, with a question mark where it may be null. Lists never are.</summary>
    public string Output(TableProperty property) =>
        Output(property.Type) + (property.IsAlways || property.Type.Name == "list" ? "" : "?");

    private bool IsObject(TypeShape type) => Known(type).Kind == TableKind.Nested;

    private string Nested(TypeShape type, string part, string suffix) =>
        $"global::{table.Namespace(type.Name)}.{part}.{Known(type).Name}{suffix}";

    private string Scalar(TypeShape type) => type.Name switch
    {
        "string" => "string",
        "integer" => "int",
        "number" => "double",
        "boolean" => "bool",
        "any" or "object" => "object",
        "json" => "System.Text.Json.JsonElement",
        _ => $"global::{table.Namespace(type.Name)}.{Known(type).Name}",
    };

    private TableType Known(TypeShape type) => table.Nested(type.Name)
        ?? throw new FormatException(
            $"Table of {table.Package}: a property has type '{type.Name}', which is neither a scalar nor described.");
}
