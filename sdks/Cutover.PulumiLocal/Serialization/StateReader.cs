using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>Reads a resource's state, as a mock or a provider gives it, into the types its outputs have.</summary>
internal static class StateReader
{
    public static object? Read(object? value, Type target)
    {
        var type = Nullable.GetUnderlyingType(target) ?? target;
        if (value is null)
        {
            return target.IsValueType ? Activator.CreateInstance(target) : null;
        }
        if (type == typeof(object) || type.IsInstanceOfType(value))
        {
            return value;
        }
        return (value, type) switch
        {
            (double number, { IsEnum: true }) => Enum.ToObject(type, (int)number),
            (double number, _) when type.IsPrimitive => Convert.ChangeType(number, type, System.Globalization.CultureInfo.InvariantCulture),
            (_, _) when type == typeof(JsonElement) => JsonSerializer.SerializeToElement(value),
            (string text, _) when type.GetCustomAttribute<EnumTypeAttribute>() is not null => Enumeration(text, type),
            (IDictionary map, _) when type.GetCustomAttribute<OutputTypeAttribute>() is not null => Nested(map, type),
            (IEnumerable list, { IsGenericType: true }) when type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) =>
                List(list, type),
            (IDictionary map, { IsGenericType: true }) when type.GetGenericTypeDefinition() == typeof(ImmutableDictionary<,>) =>
                Map(map, type),
            (_, { IsGenericType: true }) when type.GetGenericTypeDefinition() == typeof(Union<,>) => Either(value, type),
            _ => throw Mismatch(value, target),
        };
    }

    private static object Enumeration(string text, Type type) =>
        Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.NonPublic, null, [text], null)!;

    private static object Nested(IDictionary map, Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
            .Single(candidate => candidate.GetCustomAttribute<OutputConstructorAttribute>() is not null);
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
        {
            var name = parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!;
            return Read(map.Contains(name) ? map[name] : null, parameter.ParameterType);
        })]);
    }

    private static object List(IEnumerable list, Type type)
    {
        var item = type.GetGenericArguments()[0];
        var items = list.Cast<object?>().Select(value => Read(value, item)).ToArray();
        var typed = Array.CreateInstance(item, items.Length);
        items.CopyTo(typed, 0);
        return typeof(ImmutableArray).GetMethods().Single(method => method.Name == nameof(ImmutableArray.Create)
                && method.GetParameters() is [{ ParameterType: { IsArray: true } }])
            .MakeGenericMethod(item).Invoke(null, [typed])!;
    }

    private static object Map(IDictionary map, Type type)
    {
        var item = type.GetGenericArguments()[1];
        var typed = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), item))!;
        foreach (string key in map.Keys)
        {
            typed[key] = Read(map[key], item);
        }
        var empty = type.GetField(nameof(ImmutableDictionary<string, int>.Empty))!.GetValue(null)!;
        return type.GetMethod(nameof(ImmutableDictionary<string, int>.SetItems))!.Invoke(empty, [typed])!;
    }

    private static object Either(object value, Type type)
    {
        var sides = type.GetGenericArguments();
        foreach (var (side, make) in new[] { (sides[0], "FromT0"), (sides[1], "FromT1") })
        {
            try
            {
                return type.GetMethod(make)!.Invoke(null, [Read(value, side)])!;
            }
            catch (InvalidOperationException)
            {
                continue;
            }
        }
        throw Mismatch(value, type);
    }

    private static InvalidOperationException Mismatch(object value, Type target) =>
        new($"A resource's state holds a {value.GetType().Name} where its output is a {target.Name}: the mock must return the latter.");
}
