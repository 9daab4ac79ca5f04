using System.Collections.Immutable;

namespace Cutover.Infra;

/// <summary>A resource that an <c>up</c> would touch.</summary>
/// <param name="Kind">What would become of it.</param>
/// <param name="Type">The type's token.</param>
/// <param name="Name">Its name in Pulumi.</param>
/// <param name="Properties">The inputs that differ; all of them for one that is created, none for one that is deleted.</param>
public sealed record ResourceChange(ChangeKind Kind, string Type, string Name, ImmutableArray<PropertyChange> Properties)
{
    /// <summary>Pulumi will refuse to delete it.</summary>
    public bool IsProtected { get; init; }

    public string Key => $"{Type}::{Name}";

    /// <summary>Goes away, at least for a moment.</summary>
    public bool Loses => Kind is ChangeKind.Delete or ChangeKind.Replace or ChangeKind.MayReplace;
}
