using System.Text;
using Cutover.Infra;

namespace Cutover.PulumiLocal.Generator;

/// <summary>Writes a provider's configuration as the program reads it.</summary>
internal static class ConfigEmitter
{
    public static string Class(ProviderTable table, TableType type)
    {
        var text = new StringBuilder();
        text.Append($"/// <summary>Configuration of provider {table.Package}.</summary>\npublic static class Config\n{{\n");
        foreach (var property in type.Properties)
        {
            var read = property.Type.Name switch
            {
                "boolean" => "GetBoolean",
                "integer" => "GetInt32",
                "number" => "GetDouble",
                _ => "Get",
            };
            var kind = property.Type.Name switch { "boolean" => "bool", "integer" => "int", "number" => "double", _ => "string" };
            var environment = string.Concat(property.Environment
                .Select(name => $" ?? System.Environment.GetEnvironmentVariable(\"{name}\")"));
            text.Append($"    /// <summary>{property.Name}</summary>\n    public static {kind}? {property.Member} =>\n");
            text.Append($"        new global::Pulumi.Config(\"{table.Package}\").{read}(\"{property.Name}\"){environment};\n\n");
        }
        return text.Append("}\n").ToString();
    }
}
