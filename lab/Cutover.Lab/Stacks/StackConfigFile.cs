using System.Collections.Immutable;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Cutover.Lab;

/// <summary>
/// A stack's config file as the lab changes it: values by key below the project's name, an object's entries by their path.
/// </summary>
internal static partial class StackConfigFile
{
    private const string Prefix = "ietf:";

    public static ImmutableSortedDictionary<string, string> Read(string text) => Own(Root(text))
        .SelectMany(entry => entry.Value is YamlMappingNode map
            ? map.Children.Select(inside => KeyValuePair.Create($"{entry.Key}.{inside.Key}", inside.Value.ToString()))
            : [KeyValuePair.Create(entry.Key, entry.Value.ToString())])
        .ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <exception cref="LabException">A path leads into something that is no object.</exception>
    public static string With(string text, IReadOnlyDictionary<string, string> values)
    {
        var stream = Stream(text);
        var root = Config(stream);
        foreach (var (path, value) in values)
        {
            var parts = path.Split('.', 2);
            var key = new YamlScalarNode(Prefix + parts[0]);
            if (parts.Length == 1)
                root.Children[key] = value;
            else if (root.Children.TryGetValue(key, out var map) && map is YamlMappingNode inside)
                inside.Children[parts[1]] = value;
            else
                throw new LabException($"Config {path} cannot be set, because {Prefix}{parts[0]} is no object.");
        }

        return Text(stream);
    }

    /// <summary>A list in place of the one that was there.</summary>
    public static string WithList(string text, string key, params string[] items)
    {
        var stream = Stream(text);
        Config(stream).Children[new YamlScalarNode(Prefix + key)] = new YamlSequenceNode(items.Select(item => new YamlScalarNode(item)));
        return Text(stream);
    }

    /// <summary>A path whose list items are all [*], as effects name them.</summary>
    public static string Items(string path) => Index().Replace(path, "[*]");

    private static string Text(YamlStream stream)
    {
        using var writer = new StringWriter();
        stream.Save(writer, assignAnchors: false);
        return writer.ToString().TrimEnd('.', '\n', '\r') + "\n";
    }

    private static YamlStream Stream(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream;
    }

    private static YamlMappingNode Root(string text) => Config(Stream(text));

    private static YamlMappingNode Config(YamlStream stream) =>
        (YamlMappingNode)((YamlMappingNode)stream.Documents[0].RootNode).Children[new YamlScalarNode("config")];

    private static IEnumerable<KeyValuePair<string, YamlNode>> Own(YamlMappingNode config) => config.Children
        .Where(entry => entry.Key.ToString().StartsWith(Prefix, StringComparison.Ordinal))
        .Select(entry => KeyValuePair.Create(entry.Key.ToString()[Prefix.Length..], entry.Value));

    [GeneratedRegex(@"\[[0-9]+\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Index();
}
