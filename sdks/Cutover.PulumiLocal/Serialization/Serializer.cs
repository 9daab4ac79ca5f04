using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>
/// Turns arguments into what goes over the wire: null, bool, double, string, ImmutableArray and ImmutableDictionary of those.
/// One unknown part makes the whole unknown, one secret part the whole secret; nulls in maps are left out.
/// </summary>
internal static class Serializer
{
    public static async Task<OutputData<object?>> SerializeAsync(object? value)
    {
        switch (value)
        {
            case null or string or bool:
                return OutputData<object?>.Plain(value);
            case int or long or double or float or short or byte or uint or decimal:
                return OutputData<object?>.Plain(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture));
            case Enum:
                return OutputData<object?>.Plain(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture));
            case IInput or IOutput:
                var data = await Output.Untyped(value).UntypedAsync();
                return data.IsKnown ? data.Then(await SerializeAsync(data.Value)) : data;
            case InputArgs args:
                return await MapAsync(args.Named().Select(item => KeyValuePair.Create(item.Key, item.Value.Value)));
            case IUnion union:
                return await SerializeAsync(union.Held);
            case JsonElement json:
                return OutputData<object?>.Plain(Plain(json));
            case CustomResource resource:
                return await SerializeAsync(resource.Id);
            case Resource resource:
                return await SerializeAsync(resource.Urn);
            case IDictionary map:
                return await MapAsync(map.Keys.Cast<object>().Select(key => KeyValuePair.Create((string)key, map[key])));
            case IEnumerable list:
                return IsDefaultArray(list) ? OutputData<object?>.Plain(null) : await ListAsync(list);
            default:
                return OutputData<object?>.Plain(EnumValue(value));
        }
    }

    /// <summary>A resource's arguments by wire name, known and not null ones only; those marked as JSON as text.</summary>
    public static async Task<ImmutableDictionary<string, OutputData<object?>>> SerializeArgsAsync(InputArgs args)
    {
        var all = ImmutableDictionary.CreateBuilder<string, OutputData<object?>>();
        foreach (var (name, (value, json)) in args.Named())
        {
            var data = await SerializeAsync(value);
            all[name] = json && data is { IsKnown: true, Value: not null }
                ? data.With<object?>(JsonSerializer.Serialize(data.Value))
                : data;
        }
        return all.ToImmutable();
    }

    private static async Task<OutputData<object?>> MapAsync(IEnumerable<KeyValuePair<string, object?>> items)
    {
        var joined = OutputData<object?>.Plain(null);
        var map = ImmutableDictionary.CreateBuilder<string, object?>();
        foreach (var (key, value) in items)
        {
            joined = joined.Then(await SerializeAsync(value));
            if (joined.Value is not null)
            {
                map[key] = joined.Value;
            }
        }
        return joined.With<object?>(map.ToImmutable());
    }

    private static async Task<OutputData<object?>> ListAsync(IEnumerable items)
    {
        var joined = OutputData<object?>.Plain(null);
        var list = ImmutableArray.CreateBuilder<object?>();
        foreach (var item in items)
        {
            joined = joined.Then(await SerializeAsync(item));
            list.Add(joined.Value);
        }
        return joined.With<object?>(list.ToImmutable());
    }

    private static bool IsDefaultArray(IEnumerable list) =>
        list.GetType() is { IsValueType: true } type && type.GetProperty("IsDefault")?.GetValue(list) is true;

    private static string EnumValue(object value)
    {
        var type = value.GetType();
        return type.GetCustomAttribute<EnumTypeAttribute>() is null
            ? throw new InvalidOperationException(
                $"A value of type {type.FullName} cannot be a resource's argument: give a string, number, "
                + "bool, list, map, nested Args or an output of one of these.")
            : value.ToString()!;
    }

    private static object? Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => json.EnumerateArray().Select(Plain).ToImmutableArray(),
        JsonValueKind.Object => json.EnumerateObject().Where(item => item.Value.ValueKind != JsonValueKind.Null)
            .ToImmutableDictionary(item => item.Name, item => Plain(item.Value)),
        _ => null,
    };
}
