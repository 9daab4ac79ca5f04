using System.Text;
using Cutover.Infra;

namespace Cutover.PulumiLocal.Generator;

/// <summary>Writes an enumeration of strings.</summary>
internal static class EnumEmitter
{
    public static string Struct(TableType type)
    {
        var (name, text) = (type.Name, new StringBuilder());
        text.Append($"/// <summary>Values of {type.Token}.</summary>\n");
        text.Append($"[EnumType]\npublic readonly struct {name} : System.IEquatable<{name}>\n{{\n");
        text.Append($"    private readonly string _value;\n\n    private {name}(string value) => _value = value;\n\n");
        foreach (var member in type.Members)
        {
            text.Append($"    /// <summary>{member.Value}</summary>\n");
            text.Append($"    public static {name} {member.Key} {{ get; }} = new {name}(\"{member.Value}\");\n\n");
        }
        return text.Append($$"""
                /// <summary>Equal by value.</summary>
                public static bool operator ==({{name}} left, {{name}} right) => left.Equals(right);

                /// <summary>Unequal by value.</summary>
                public static bool operator !=({{name}} left, {{name}} right) => !left.Equals(right);

                /// <summary>The value on the wire.</summary>
                public static explicit operator string({{name}} value) => value._value;

                /// <inheritdoc/>
                public bool Equals({{name}} other) => string.Equals(_value, other._value, System.StringComparison.Ordinal);

                /// <inheritdoc/>
                public override bool Equals(object? obj) => obj is {{name}} other && Equals(other);

                /// <inheritdoc/>
                public override int GetHashCode() => _value?.GetHashCode() ?? 0;

                /// <inheritdoc/>
                public override string ToString() => _value;
            }

            """).ToString();
    }
}
