using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Arguments by wire name: every field and property marked <see cref="InputAttribute"/>, public or not.</summary>
public abstract class InputArgs
{
    /// <exception cref="ArgumentNullException">A required argument was not given.</exception>
    internal ImmutableDictionary<string, (object? Value, bool Json)> Named()
    {
        var named = ImmutableDictionary.CreateBuilder<string, (object?, bool)>();
        foreach (var member in InputMembers.Of(GetType()))
        {
            var value = member.Read(this);
            if (member.Input.IsRequired && value is null)
            {
                throw new ArgumentNullException(member.Name,
                    $"[Input] {GetType().FullName}.{member.Name} is required but was not given a value");
            }
            named.Add(member.Input.Name, (value, member.Input.Json));
        }
        return named.ToImmutable();
    }
}
