using System.Text.Json;

namespace Cutover.Effects;

/// <summary>Reads settings as programs print them. What it refuses it never quotes: values are secrets.</summary>
internal static class SettingsText
{
    /// <summary>By name: one JSON object, where names of what is inside another are joined by a colon, or lines NAME=value.</summary>
    /// <exception cref="EffectException">It is neither.</exception>
    public static IReadOnlyDictionary<string, string> Read(string text, string from)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (text.TrimStart().StartsWith('{'))
        {
            try
            {
                using var json = JsonDocument.Parse(text);
                Flatten("", json.RootElement, settings);
            }
            catch (JsonException broken)
            {
                throw new EffectException(
                    $"The settings of {from} break in line {broken.LineNumber + 1}, where JSON should go on.", broken);
            }
        }
        else
        {
            Lines(text, from, settings);
        }

        return settings.Count > 0
            ? settings
            : throw new EffectException($"{from} printed no settings; expected lines NAME=value or one JSON object.");
    }

    private static void Lines(string text, string from, Dictionary<string, string> settings)
    {
        foreach (var (number, raw) in text.Split('\n').Index())
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line.StartsWith("export ", StringComparison.Ordinal))
                line = line["export ".Length..];
            if (line.Split('=', 2) is not [{ Length: > 0 } name, var value])
                throw new EffectException($"Line {number + 1} of the settings of {from} is not NAME=value.");
            settings[name.Trim()] = Unquoted(value.Trim());
        }
    }

    private static string Unquoted(string value) =>
        value.Length > 1 && (value[0] is '"' or '\'') && value[^1] == value[0] ? value[1..^1] : value;

    private static void Flatten(string prefix, JsonElement value, Dictionary<string, string> settings)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
                Flatten(prefix.Length == 0 ? member.Name : $"{prefix}:{member.Name}", member.Value, settings);
        }
        else
        {
            settings[prefix] = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        }
    }
}
