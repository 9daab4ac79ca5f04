using System.Text.Json.Nodes;

namespace Cutover.Infra;

/// <summary>A resource as the last state has it.</summary>
/// <param name="Type">The type's token.</param>
/// <param name="Name">The end of its URN.</param>
/// <param name="Id">The provider's id; empty for a component.</param>
/// <param name="Inputs">What the program said.</param>
/// <param name="Outputs">What the provider answered.</param>
/// <param name="IsProtected">Pulumi refuses to delete it.</param>
public sealed record StateResource(string Type, string Name, string Id, JsonObject Inputs, JsonObject Outputs, bool IsProtected)
{
    public string Key => $"{Type}::{Name}";

    /// <summary>Made at a provider, unlike stacks, components and references.</summary>
    public bool IsCustom { get; init; }

    /// <summary>When it last changed, as Pulumi has it; null in states of before Pulumi wrote that.</summary>
    public DateTimeOffset? Modified { get; init; }
}
