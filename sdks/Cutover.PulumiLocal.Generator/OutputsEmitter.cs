using System.Text;
using Cutover.Infra;

namespace Cutover.PulumiLocal.Generator;

/// <summary>Writes the objects inside a resource's outputs.</summary>
internal sealed class OutputsEmitter(ProviderTable table)
{
    private readonly CSharpType _types = new(table);

    public string Class(TableType type)
    {
        var text = new StringBuilder();
        text.Append($"/// <summary>Output {type.Token}.</summary>\n[OutputType]\npublic sealed class {type.Name}\n{{\n");
        foreach (var property in type.Outputs)
        {
            text.Append($"    /// <summary>{property.Name}</summary>\n")
                .Append($"    public readonly {_types.Output(property)} {property.Member};\n\n");
        }
        var parameters = type.Outputs.Select(property =>
            $"[OutputConstructorParameter(\"{property.Name}\")] {_types.Output(property)} @{property.Name}");
        text.Append($"    [OutputConstructor]\n    private {type.Name}({string.Join(", ", parameters)})\n    {{\n");
        foreach (var property in type.Outputs)
        {
            text.Append($"        this.{property.Member} = @{property.Name};\n");
        }
        return text.Append("    }\n}\n").ToString();
    }
}
