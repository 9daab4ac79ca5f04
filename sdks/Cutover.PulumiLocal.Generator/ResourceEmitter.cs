using System.Text;
using Cutover.Infra;

namespace Cutover.PulumiLocal.Generator;

/// <summary>Writes a resource's class.</summary>
internal sealed class ResourceEmitter(ProviderTable table)
{
    private readonly CSharpType _types = new(table);

    public string Class(TableType type)
    {
        var (name, text) = (type.Name, new StringBuilder());
        text.Append($"/// <summary>Resource {type.Token}.</summary>\n");
        text.Append($"[ResourceType(\"{type.Token}\", \"{table.Version}\")]\npublic partial class {name} : CustomResource\n{{\n");
        foreach (var property in type.Outputs)
        {
            text.Append($"    /// <summary>{property.Name}</summary>\n    [Output(\"{property.Name}\")]\n");
            text.Append($"    public Output<{_types.Output(property)}> {property.Member} {{ get; private set; }} = null!;\n\n");
        }
        var args = type.Inputs.Any(property => property.IsRequired) ? $"{name}Args args" : $"{name}Args? args = null";
        var state = table.IsBridged ? $"{name}State? state = null, " : "";
        text.Append($$"""
                /// <summary>Registers a new one.</summary>
                public {{name}}(string name, {{args}}, CustomResourceOptions? options = null)
                    : base("{{type.Token}}", name, args ?? new {{name}}Args(), MakeResourceOptions(options, ""))
                {
                }

                private {{name}}(string name, Input<string> id, CustomResourceOptions? options)
                    : base("{{type.Token}}", name, null, MakeResourceOptions(options, id))
                {
                }

                /// <summary>Reads the existing one of this id.</summary>
                public static {{name}} Get(string name, Input<string> id, {{state}}CustomResourceOptions? options = null) =>
                    new {{name}}(name, id, options);

                private static CustomResourceOptions MakeResourceOptions(CustomResourceOptions? options, Input<string>? id)
                {
                    var merged = CustomResourceOptions.Merge({{Defaults(type)}}, options);
                    merged.Id = id ?? merged.Id;
                    return merged;
                }
            }

            """);
        return table.IsBridged ? text + State(name) : text.ToString();
    }

    public string Provider(TableType type) => $$"""
        /// <summary>The provider, with settings of its own.</summary>
        [ResourceType("pulumi:providers:{{table.Package}}", "{{table.Version}}")]
        public partial class Provider : ProviderResource
        {
            /// <summary>Registers it.</summary>
            public Provider(string name, {{ProviderArgs(type)}}, CustomResourceOptions? options = null)
                : base("{{table.Package}}", name, args ?? new ProviderArgs(), CustomResourceOptions.Merge(options, null))
            {
            }
        }

        """;

    private static string ProviderArgs(TableType type) =>
        type.Inputs.Any(property => property.IsRequired) ? "ProviderArgs args" : "ProviderArgs? args = null";

    private string Defaults(TableType type)
    {
        var secret = string.Join(", ", type.Outputs.Where(property => property.IsSecret).Select(property => $"\"{property.Name}\""));
        var names = secret.Length == 0 ? "" : $", AdditionalSecretOutputs = {{ {secret} }}";
        return $"new CustomResourceOptions {{ Version = \"{table.Version}\"{names} }}";
    }

    private static string State(string name) =>
        "/// <summary>What a read may be told beside the id: nothing, as no stack does.</summary>\n"
        + $"public sealed class {name}State : ResourceArgs;\n";
}
