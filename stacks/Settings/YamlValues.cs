using System.Text.Json.Nodes;
using Pulumi;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Cutover.Stacks;

/// <summary>The config of a stack as its file has it. Secrets stay encrypted, and are stood for by <paramref name="secret"/>.</summary>
/// <param name="values">By key without the project's name.</param>
/// <param name="secret">What stands for the secret of a key.</param>
public sealed class YamlValues(IReadOnlyDictionary<string, YamlNode> values, Func<string, string> secret) : IStackValues
{
    private const string Prefix = "ietf:";

    public IReadOnlyCollection<string>? Keys => [.. values.Keys];

    /// <summary>Reads <c>config:</c> of a file of Pulumi's.</summary>
    /// <param name="file">The file, as people know it.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="secret">What stands for the secret of a key.</param>
    /// <exception cref="StackConfigException">It is no config of a stack.</exception>
    public static YamlValues Parse(string file, string text, Func<string, string> secret)
    {
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            if (yaml.Documents is not [{ RootNode: YamlMappingNode root }]
                || !root.Children.TryGetValue(new YamlScalarNode("config"), out var config) || config is not YamlMappingNode map)
            {
                throw new StackConfigException($"{file} has no 'config:' with keys below it; see any other file beside it for an example.");
            }

            return new YamlValues(Own(map), secret);
        }
        catch (YamlException broken)
        {
            throw new StackConfigException(
                $"{file} is not YAML that can be read, at line {broken.Start.Line}: {broken.Message.TrimEnd('.')}.");
        }
    }

    public string? Get(string key) => values.GetValueOrDefault(key) switch
    {
        null => null,
        YamlScalarNode scalar => scalar.Value,
        var node => Json(node)?.ToJsonString(),
    };

    public Output<string>? GetSecret(string key) => Output.CreateSecret(secret(key));

    /// <summary>Whether a value is there and encrypted; null when there is none.</summary>
    public bool? IsEncrypted(string key) => values.GetValueOrDefault(key) switch
    {
        null => null,
        YamlMappingNode map => map.Children.ContainsKey(new YamlScalarNode("secure")),
        _ => false,
    };

    private static Dictionary<string, YamlNode> Own(YamlMappingNode map) => map.Children
        .Where(entry => entry.Key is YamlScalarNode { Value: { } key } && key.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(entry => ((YamlScalarNode)entry.Key).Value![Prefix.Length..], entry => entry.Value, StringComparer.Ordinal);

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlScalarNode scalar => scalar.Value,
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlMappingNode map => new JsonObject(map.Children.Select(entry =>
            KeyValuePair.Create(((YamlScalarNode)entry.Key).Value ?? "", Json(entry.Value)))),
        _ => null,
    };
}
