using System.Text;
using Cutover.Infra;

namespace Cutover.PulumiLocal.Generator;

/// <summary>Writes the arguments of resources and of the objects inside them.</summary>
internal sealed class ArgsEmitter(ProviderTable table)
{
    private readonly CSharpType _types = new(table);

    // A provider's settings that are no strings travel as JSON text.
    public string Class(TableType type, string name, string parent, bool json = false)
    {
        var text = new StringBuilder();
        text.Append($"/// <summary>Arguments of {type.Token}.</summary>\n");
        text.Append($"public sealed class {name} : global::Pulumi.{parent}\n{{\n");
        foreach (var property in type.Inputs)
        {
            text.Append(Member(property, json && property.Type.Name != "string"));
        }
        text.Append($"    /// <summary>Arguments with their defaults.</summary>\n    public {name}()\n    {{\n");
        foreach (var property in type.Inputs.Where(property => property.Default is not null || property.Environment.Count > 0))
        {
            text.Append($"        {property.Member} = {Initial(property)};\n");
        }
        return text.Append("    }\n\n    /// <summary>No arguments.</summary>\n")
            .Append($"    public static new {name} Empty => new {name}();\n}}\n").ToString();
    }

    private string Member(TableProperty property, bool json)
    {
        var input = _types.Input(property.Type);
        var mark = $"[Input(\"{property.Name}\"{(property.IsRequired ? ", required: true" : "")}{(json ? ", json: true" : "")})]";
        var optional = property.IsRequired ? "" : "?";
        var head = $"    /// <summary>{property.Name}</summary>\n";
        var field = "_" + property.Name;
        if (property.Type.Name is "list" or "map")
        {
            return $"    {mark}\n    private {input}? {field};\n\n{head}    public {input} {property.Member}\n    {{\n"
                + $"        get => {field} ??= new {input}();\n        set => {field} = {Wrapped(property)};\n    }}\n\n";
        }
        if (property.IsSecret)
        {
            return $"    {mark}\n    private {input}? {field};\n\n{head}    public {input}? {property.Member}\n    {{\n"
                + $"        get => {field};\n        set => {field} = {Wrapped(property)};\n    }}\n\n";
        }
        var start = property.IsRequired ? " = null!;" : "";
        return $"{head}    {mark}\n    public {input}{optional} {property.Member} {{ get; set; }}{start}\n\n";
    }

    private static string Wrapped(TableProperty property) => property.IsSecret
        ? "Output.Tuple(value.ToOutput(), Output.CreateSecret(0)).Apply(both => both.Item1)"
        : "value";

    private string Initial(TableProperty property)
    {
        var read = property.Environment.Select(name => $"System.Environment.GetEnvironmentVariable(\"{name}\")");
        return string.Join(" ?? ", property.Default is { } value ? read.Append(Literal(property, value)) : read.Append("default(string)!"));
    }

    private string Literal(TableProperty property, string value)
    {
        if (property.Type.IsToken && table.Nested(property.Type.Name) is { Kind: TableKind.Enum } members)
        {
            var member = members.Members.FirstOrDefault(candidate => $"\"{candidate.Value}\"" == value).Key
                ?? throw new FormatException(
                    $"Table of {table.Package}: {property.Name}'s default {value} is no member of {members.Token}.");
            return $"{_types.Element(property.Type)}.{member}";
        }
        return value;
    }
}
