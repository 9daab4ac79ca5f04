using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cutover.Infra;

/// <summary>
/// Stands for values that only an <c>up</c> will know, and for secrets. A program in a preview gets a mark in their place, which it
/// passes on, joins to other text and puts into other resources; wherever a mark arrives, it is told what it stands for.
/// </summary>
public sealed partial class Unknowns
{
    // Numbers above what any provider gives out as a port or a size, and still numbers: ids are read as such by programs.
    private const int First = 2_100_000_000;

    private readonly Lock _lock = new();
    private readonly List<string> _meanings = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>What people read in place of a secret.</summary>
    public const string SecretWord = "[secret";

    /// <summary>A mark for text.</summary>
    /// <param name="meaning">What it stands for, such as www-ip.ipAddress.</param>
    public string Text(string meaning) => $"~{Mark(Shown(meaning))}~";

    /// <summary>A mark that is a number, for ids and ports.</summary>
    public int Number(string meaning) => First + Mark(Shown(meaning));

    /// <summary>A mark for a secret.</summary>
    public string Secret(string meaning) => $"~{Mark($"{SecretWord} {meaning}]")}~";

    /// <summary>How people read a value that is not known yet: in brackets that no program of ours writes.</summary>
    public static string Shown(string meaning) => $"⟨{meaning}⟩";

    /// <summary>The value with what its marks stand for in their place.</summary>
    public JsonNode? Render(JsonNode? value) => value switch
    {
        null => null,
        JsonObject map => new JsonObject(map.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, Render(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Render)]),
        _ when value.GetValueKind() == JsonValueKind.String => Render(value.GetValue<string>()),
        _ when value.GetValueKind() == JsonValueKind.Number && Render(value.ToJsonString()) is var text && text[0] == '⟨' => text,
        _ => value.DeepClone(),
    };

    public string Render(string text) => Marks().Replace(text, mark =>
    {
        lock (_lock)
        {
            var number = mark.Groups["text"].Success
                ? int.Parse(mark.Groups["text"].Value)
                : int.Parse(mark.Groups["number"].Value) - First;
            return number < _meanings.Count ? _meanings[number] : mark.Value;
        }
    });

    private int Mark(string meaning)
    {
        lock (_lock)
        {
            if (!_numbers.TryGetValue(meaning, out var number))
            {
                _numbers[meaning] = number = _meanings.Count;
                _meanings.Add(meaning);
            }

            return number;
        }
    }

    [GeneratedRegex("~(?<text>[0-9]{1,6})~|(?<![0-9])(?<number>2100[0-9]{6})(?![0-9])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marks();
}
