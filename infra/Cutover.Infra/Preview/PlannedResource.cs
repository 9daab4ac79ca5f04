using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Cutover.Infra;

/// <summary>A resource as a stack's program wants it.</summary>
/// <param name="Type">The type's token.</param>
/// <param name="Name">Its name in Pulumi; unique with the type within a stack.</param>
/// <param name="Inputs">What the program says of it; secrets are masked, values not known yet are shown as ⟨resource.property⟩.</param>
public sealed record PlannedResource(string Type, string Name, JsonObject Inputs)
{
    /// <summary>Pulumi refuses to delete it.</summary>
    public bool IsProtected { get; init; }

    /// <summary>Inputs whose later change is not looked at.</summary>
    public ImmutableArray<string> Ignored { get; init; } = [];

    /// <summary>The provider that it names, as URN::id; empty for the stack's own.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The name of the component it belongs to; null for one of the stack's own.</summary>
    public string? Component { get; init; }

    /// <summary>What tells it from all others of its stack.</summary>
    public string Key => $"{Type}::{Name}";

    /// <summary>An input as text; null when it is not given or is no text or number.</summary>
    public string? Text(string input) => Inputs[input] is JsonValue value ? value.ToString() : null;
}
