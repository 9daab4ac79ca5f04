using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pulumi;

namespace Cutover.Stacks;

/// <summary>Reads a stack's config; whatever is missing or wrong is one sentence with the key, the file and an example.</summary>
/// <param name="stack">The stack, such as edge-production.</param>
/// <param name="file">Its config file, as people know it.</param>
/// <param name="values">What is in it.</param>
public sealed class StackSettings(string stack, string file, IStackValues values)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Text that matches a pattern as a whole.</summary>
    public string Text(string key, string what, string pattern, string example)
    {
        var value = Required(key, what, example);
        return Regex.IsMatch(value, $@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, Patience)
            ? value
            : throw Wrong(key, value, what, example);
    }

    public bool Flag(string key, string what) => Required(key, what, "false") switch
    {
        "true" => true,
        "false" => false,
        var value => throw Wrong(key, value, what, "false"),
    };

    public int Number(string key, string what, int from, int to, string example)
    {
        var value = Required(key, what, example);
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to
            ? number
            : throw Wrong(key, value, $"{what}, from {from} to {to}", example);
    }

    /// <summary>One of several words.</summary>
    public T Choice<T>(string key, string what, IReadOnlyDictionary<string, T> words, string example)
    {
        var value = Required(key, what, example);
        return words.TryGetValue(value, out var chosen) ? chosen : throw Wrong(key, value, $"{what}: {Or(words.Keys)}", example);
    }

    /// <summary>One of several words for each of these names; all of them, and no other.</summary>
    public IReadOnlyDictionary<string, T> Choices<T>(
        string key, string what, IEnumerable<string> names, IReadOnlyDictionary<string, T> words, string example) =>
        Map(key, what, names, example).ToDictionary(
            entry => entry.Key,
            entry => words.TryGetValue(entry.Value, out var chosen)
                ? chosen
                : throw Wrong($"{key}.{entry.Key}", entry.Value, $"{what}: {Or(words.Keys)}", example),
            StringComparer.Ordinal);

    /// <summary>Text for each of these names; all of them, and no other.</summary>
    public IReadOnlyDictionary<string, string> Texts(string key, string what, IEnumerable<string> names, string pattern, string example)
    {
        var map = Map(key, what, names, example);
        foreach (var (name, value) in map)
            Matching($"{key}.{name}", value, what, pattern, example);
        return map;
    }

    /// <summary>Text for each name that matches a pattern of its own; any number of them.</summary>
    public IReadOnlyDictionary<string, string> Open(string key, string what, string names, string pattern, string example)
    {
        var map = Entries(key, what, example);
        foreach (var (name, value) in map)
        {
            Matching(key, name, what, names, example);
            Matching($"{key}.{name}", value, what, pattern, example);
        }

        return map;
    }

    public IReadOnlyList<string> List(string key, string what, string pattern, string example)
    {
        var value = Required(key, what, example);
        if (Parse(value) is not JsonArray { Count: > 0 } list || list.Any(item => item?.GetValueKind() is not JsonValueKind.String))
            throw Wrong(key, value, $"a list, {what}", example);

        var items = list.Select(item => item!.GetValue<string>()).ToList();
        items.ForEach(item => Matching(key, item, what, pattern, example));
        return items;
    }

    /// <summary>Kept encrypted in the file, and set with <c>pulumi config set --secret</c>.</summary>
    public Output<string> Secret(string key, string what)
    {
        _known.Add(key);
        var command = $"pulumi config set --secret ietf:{key} --stack {stack}";
        if (values is YamlValues yaml && yaml.IsEncrypted(key) == false)
            throw new StackConfigException(
                $"ietf:{key} in {file} stands there for all to read, and is {what}: replace it, then run '{command}'.");

        return values.GetSecret(key) ?? throw new StackConfigException($"ietf:{key} is missing in {file}, {what}: run '{command}'.");
    }

    /// <summary>To be called when all keys have been read: one that nobody asked for is a mistake in its name.</summary>
    public void NothingElse()
    {
        if (values.Keys?.Order(StringComparer.Ordinal).FirstOrDefault(key => !_known.Contains(key)) is { } stray)
            throw new StackConfigException($"ietf:{stray} in {file} is no key of this stack; there are {string.Join(", ", _known)}.");
    }

    private Dictionary<string, string> Map(string key, string what, IEnumerable<string> names, string example)
    {
        var map = Entries(key, what, example);
        var expected = names.ToList();
        if (expected.FirstOrDefault(name => !map.ContainsKey(name)) is { } missing)
            throw new StackConfigException(
                $"ietf:{key} in {file} says nothing for {missing}, and must: {what}, as in '{Line(key, example)}'.");
        if (map.Keys.FirstOrDefault(name => !expected.Contains(name, StringComparer.Ordinal)) is { } stray)
            throw new StackConfigException(
                $"ietf:{key} in {file} names '{stray}', which does not exist here; there are {string.Join(", ", expected)}.");

        return map;
    }

    private Dictionary<string, string> Entries(string key, string what, string example)
    {
        var value = Required(key, what, example);
        return Parse(value) is JsonObject map
            && map.All(entry => entry.Value?.GetValueKind() is JsonValueKind.String or JsonValueKind.Number)
            ? map.ToDictionary(entry => entry.Key, entry => entry.Value!.ToString(), StringComparer.Ordinal)
            : throw Wrong(key, value, $"a map, {what}", example);
    }

    private void Matching(string key, string value, string what, string pattern, string example)
    {
        if (!Regex.IsMatch(value, $@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, Patience))
            throw Wrong(key, value, what, example);
    }

    private string Required(string key, string what, string example)
    {
        _known.Add(key);
        return values.Get(key) is { Length: > 0 } value
            ? value
            : throw new StackConfigException($"ietf:{key} is missing in {file}: {what}, as in '{Line(key, example)}'.");
    }

    private StackConfigException Wrong(string key, string value, string what, string example) =>
        new($"ietf:{key} in {file} is '{value}' and must be {what}, as in '{Line(key.Split('.')[0], example)}'.");

    private static string Line(string key, string example) => $"ietf:{key}: {example}";

    private static string Or(IEnumerable<string> words) => string.Join(" or ", words);

    private static JsonNode? Parse(string value)
    {
        try
        {
            return JsonNode.Parse(value);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
