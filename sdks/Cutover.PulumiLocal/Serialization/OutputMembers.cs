using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The properties of a resource type that a registration fills, found once per type.</summary>
internal static class OutputMembers
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private static readonly ConcurrentDictionary<Type, ImmutableArray<Member>> Known = new();

    public static ImmutableArray<Member> Of(Type type) => Known.GetOrAdd(type, Find);

    private static ImmutableArray<Member> Find(Type type) =>
    [
        .. from property in type.GetProperties(All)
           let output = property.GetCustomAttribute<OutputAttribute>()
           where output is not null
           select new Member(output.Name ?? property.Name, Settable(property)),
    ];

    // A private setter is visible on the declaring type only.
    private static PropertyInfo Settable(PropertyInfo property) =>
        property.DeclaringType!.GetProperty(property.Name, All | BindingFlags.DeclaredOnly)!;

    internal sealed record Member(string Name, PropertyInfo Property);
}
