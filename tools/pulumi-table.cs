// Writes a provider's table in infra/Cutover.Infra/Schemas from its Pulumi schema.
//
//   pulumi package get-schema digitalocean@4.76.0 > schema.json
//   dotnet run tools/pulumi-table.cs -- schema.json                              everything the table holds, from this schema
//   dotnet run tools/pulumi-table.cs -- schema.json TOKEN property… [TOKEN …]    the same and one more resource, or more of it
//   dotnet run tools/pulumi-table.cs -- schema.json --replaces facts.json …      with replacement facts that the schema lacks
//
// Beside the named properties a type gets those that are required, that force replacement or that have a default.
// A property of a nested type is named by its path (inboundRules.portRange). TOKEN may be `provider` or `config`.
using System.Text;
using System.Text.Json.Nodes;

var rest = args.ToList();
JsonNode? replaces = null;
if (rest.IndexOf("--replaces") is >= 0 and var at)
{
    replaces = JsonNode.Parse(File.ReadAllText(rest[at + 1]));
    rest.RemoveRange(at, 2);
}
if (rest.Count == 0)
{
    Console.Error.WriteLine("pulumi-table needs the schema's file: what `pulumi package get-schema PROVIDER@VERSION` prints.");
    return 2;
}
var schema = JsonNode.Parse(File.ReadAllText(rest[0]))!.AsObject();
var path = Path.Combine("infra", "Cutover.Infra", "Schemas", $"{schema["name"]}.table");
var table = new TableWriter(schema, replaces?[(string)schema["name"]!], File.Exists(path) ? File.ReadAllLines(path) : []);
var token = "";
foreach (var word in rest.Skip(1))
{
    token = word.Contains(':') || word is "provider" or "config" ? word : token;
    table.Want(token, word == token ? [] : [word]);
}
File.WriteAllText(path, table.Write());
Console.WriteLine($"{path}: {table.Count} types.");
return 0;

internal sealed class TableWriter
{
    private readonly JsonObject _schema;
    private readonly JsonNode? _facts;
    private readonly string _package;
    private readonly string _replacements;
    private readonly SortedDictionary<string, SortedSet<string>> _wanted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _replacing = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _blocks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _written = new(StringComparer.Ordinal);
    private readonly HashSet<string> _modules = new(StringComparer.Ordinal);

    public TableWriter(JsonObject schema, JsonNode? facts, string[] existing)
    {
        (_schema, _facts, _package) = (schema, facts, (string)schema["name"]!);
        var known = existing.FirstOrDefault(line => line.StartsWith("replacements ", StringComparison.Ordinal));
        _replacements = facts is null
            ? known ?? "replacements partial: what the schema says"
            : $"replacements {((bool)facts["complete"]! ? "complete" : "partial")}: {facts["source"]}";
        var token = "";
        foreach (var words in existing.Select(line => line.TrimEnd().Split(' ')))
        {
            if (words is ["", "", "in" or "out" or "both", var name, ..] && token.Length > 0)
            {
                Want(token, [name]);
                if (words.Contains("replace"))
                {
                    _replacing.Add($"{token} {name}");
                }
            }
            else if (words[0] is "resource" or "object" or "provider" or "config")
            {
                token = words switch { ["object", var type] => "#" + type, [_, var resource] => resource, _ => words[0] };
                Want(token, []);
            }
        }
    }

    public int Count => _blocks.Count;

    private bool IsBridged => ((string?)_schema["meta"]?["moduleFormat"])?.Contains('/') == true;

    // A resource and a nested type may have the same token, so types are kept with a # before theirs.
    public void Want(string token, IEnumerable<string> names)
    {
        token = _schema["resources"]?[token] is null && _schema["types"]?[token] is not null ? "#" + token : token;
        _wanted.TryAdd(token, new(StringComparer.Ordinal));
        _wanted[token].UnionWith(names);
    }

    public string Write()
    {
        foreach (var token in _wanted.Keys.ToList())
        {
            if (token == "config")
            {
                _blocks["1"] = "config\n" + Lines(token, _schema["config"]!["variables"]!, null, [], []);
            }
            else if (token == "provider")
            {
                _blocks["2"] = "provider\n" + Of(token, _schema["provider"]!);
            }
            else if (_schema["resources"]?[token] is { } resource)
            {
                _blocks[$"3 {token}"] = $"resource {token}\n" + Of(token, resource);
            }
            else if (_schema["types"]?[token.TrimStart('#')] is null)
            {
                throw new InvalidOperationException($"{_package} {_schema["version"]} has no resource or type '{token}'.");
            }
        }
        var text = new StringBuilder("# Facts about a provider's types, as far as the stacks need them; made by tools/pulumi-table.cs.\n");
        text.Append($"package {_package} {_schema["version"]}\n").Append(IsBridged ? "bridged\n" : "");
        foreach (var (name, space) in _schema["language"]?["csharp"]?["namespaces"]?.AsObject() ?? [])
        {
            text.Append(name == _package || _modules.Contains(name) ? $"namespace {name} {space}\n" : "");
        }
        text.Append(_replacements).Append('\n');
        return text.Append('\n').AppendJoin('\n', _blocks.Values).ToString();
    }

    private string Of(string token, JsonNode resource) => Lines(token, resource["inputProperties"]!,
        token == "provider" ? null : resource["properties"], Names(resource["requiredInputs"]), Names(resource["required"]));

    private string Lines(string token, JsonNode inputs, JsonNode? outputs, HashSet<string> required, HashSet<string> always)
    {
        Module(token);
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, spec) in inputs.AsObject().Where(item => Includes(token, item.Key, item.Value!, required)))
        {
            var type = Type(spec!, Nested(token, name));
            var flags = Flags(token, name, spec!, required.Contains(name));
            var output = outputs?[name] is { } same ? OutputType(same, Nested(token, name)) : null;
            var forever = always.Contains(name) ? " always" : "";
            lines[$"{name} 1"] = output == type ? $"  both {name} {type}{flags.Insert(0, forever)}" : $"  in {name} {type}{flags}";
            if (output is not null && output != type)
            {
                lines[$"{name} 2"] = $"  out {name} {output}{forever}{As(spec!)}";
            }
        }
        foreach (var (name, spec) in outputs?.AsObject() ?? [])
        {
            if (inputs[name] is null && Roots(token).Contains(name))
            {
                lines[$"{name} 2"] = $"  out {name} {Type(spec!, Nested(token, name))}{(always.Contains(name) ? " always" : "")}"
                    + $"{(spec!["secret"] is null ? "" : " secret")}{As(spec)}";
            }
        }
        return string.Concat(lines.Values.Select(line => line + "\n"));
    }

    private bool Includes(string token, string name, JsonNode spec, HashSet<string> required) =>
        Roots(token).Contains(name) || required.Contains(name) || spec["default"] is not null || Replaces(token, name, spec);

    private bool Replaces(string token, string name, JsonNode spec) => _replacing.Contains($"{token} {name}")
        || (bool?)spec["willReplaceOnChanges"] == true || (bool?)spec["replaceOnChanges"] == true
        || Names(_facts?["resources"]?[token]).Contains(name);

    private string Flags(string token, string name, JsonNode spec, bool required)
    {
        var environment = spec["defaultInfo"]?["environment"]?.AsArray().Select(variable => (string)variable!);
        return (required ? " required" : "") + (Replaces(token, name, spec) ? " replace" : "")
            + ((bool?)spec["secret"] == true ? " secret" : "") + As(spec)
            + (environment is null || (string?)spec["type"] != "string" ? "" : $" env={string.Join(',', environment)}")
            + (spec["default"] is { } value ? $" default={value.ToJsonString()}" : "");
    }

    // An output is left out where it is an object that only outputs have, unless something in it is named.
    private string? OutputType(JsonNode spec, IEnumerable<string> nested)
    {
        var token = Reference(spec) ?? Reference(spec["items"]);
        var isResponse = token is not null && token.EndsWith("Response", StringComparison.Ordinal);
        return spec["oneOf"] is JsonArray { Count: > 2 } ? "object"
            : isResponse && !nested.Any() && !_wanted.ContainsKey("#" + token) ? null : Type(spec, nested);
    }

    private string Type(JsonNode spec, IEnumerable<string> nested)
    {
        if (spec["oneOf"] is JsonArray sides)
        {
            var types = sides.Select(side => Type(side!, nested)).Distinct(StringComparer.Ordinal).ToList();
            return types.Count switch { 1 => types[0], 2 => $"union({string.Join(',', types)})", _ => "object" };
        }
        if (Reference(spec) is { } token)
        {
            return token == "Any" ? (bool?)spec["plain"] == true ? "object" : "any" : Described(token, nested);
        }
        return (string?)spec["type"] switch
        {
            "array" => $"list({Type(spec["items"]!, nested)})",
            "object" => spec["additionalProperties"] is { } item ? $"map({Type(item, nested)})" : "map(string)",
            { } scalar => scalar,
            null => "any",
        };
    }

    private string Described(string token, IEnumerable<string> nested)
    {
        var key = "#" + token;
        var type = _schema["types"]?[token] ?? throw new InvalidOperationException($"{_package}: type {token} is not in the schema.");
        Want(key, nested);
        if (type["enum"] is JsonArray members)
        {
            _blocks[$"5 {token}"] = Enumeration(token, members);
        }
        else if (_written.GetValueOrDefault(key, -1) != _wanted[key].Count)
        {
            _written[key] = _wanted[key].Count;
            var (all, required) = (type["properties"] ?? new JsonObject(), Names(type["required"]));
            var (inputs, outputs) = token.EndsWith("Response", StringComparison.Ordinal) ? (new JsonObject(), all)
                : (all, IsBridged ? all : null);
            _blocks[$"4 {token}"] = $"object {token}\n" + Lines(key, inputs, outputs, required, required);
        }
        Module(token);
        return token;
    }

    // Names as Pulumi's generator makes them identifiers: the first letter up, everything else that is no letter or digit an underscore.
    private static string Enumeration(string token, JsonArray members)
    {
        var (text, line) = (new StringBuilder($"enum {token}\n"), " ");
        foreach (var member in members.Select(member => ((string?)member!["name"] ?? (string)member["value"]!, (string)member["value"]!)))
        {
            var name = string.Concat(member.Item1.Select(letter => char.IsLetterOrDigit(letter) ? letter : '_'));
            name = char.ToUpperInvariant(name[0]) + name[1..];
            name = name == "Equals" ? "EqualsValue" : char.IsLetter(name[0]) ? name
                : token[(token.LastIndexOf(':') + 1)..] + "_" + name.TrimStart('_');
            var pair = member.Item2.Contains(' ') ? "" : $" {name}={member.Item2}";
            (text, line) = line.Length + pair.Length > 130 ? (text.Append(line).Append('\n'), " " + pair) : (text, line + pair);
        }
        return text.Append(line).Append('\n').ToString();
    }

    private void Module(string token) =>
        _modules.UnionWith(token.Split(':') is [_, var module, _] ? [IsBridged ? module.Split('/')[0] : module] : []);

    private static string? Reference(JsonNode? spec) => (string?)spec?["$ref"] is { } reference
        ? Uri.UnescapeDataString(reference[(reference.IndexOf("types/", StringComparison.Ordinal) is >= 0 and var from ? from + 6
            : reference.LastIndexOf('/') + 1)..])
        : null;

    private static string As(JsonNode spec) => (string?)spec["language"]?["csharp"]?["name"] is { } name ? $" as={name}" : "";

    private HashSet<string> Roots(string token) => [.. _wanted[token].Select(name => name.Split('.')[0])];

    private IEnumerable<string> Nested(string token, string name) => _wanted[token]
        .Where(path => path.StartsWith(name + ".", StringComparison.Ordinal)).Select(path => path[(name.Length + 1)..]);

    private static HashSet<string> Names(JsonNode? list) => [.. list?.AsArray().Select(name => (string)name!) ?? []];
}
