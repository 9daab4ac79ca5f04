using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The arguments a type declares, found once per type.</summary>
internal static class InputMembers
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private static readonly ConcurrentDictionary<Type, ImmutableArray<Member>> Known = new();

    public static ImmutableArray<Member> Of(Type type) => Known.GetOrAdd(type, Find);

    private static ImmutableArray<Member> Find(Type type) =>
    [
        .. from field in type.GetFields(All)
           let input = field.GetCustomAttribute<InputAttribute>()
           where input is not null
           select new Member(field.Name, input, field.GetValue),
        .. from property in type.GetProperties(All)
           let input = property.GetCustomAttribute<InputAttribute>()
           where input is not null
           select new Member(property.Name, input, property.GetValue),
    ];

    internal sealed record Member(string Name, InputAttribute Input, Func<object?, object?> Read);
}
