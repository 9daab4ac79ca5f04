namespace Cutover.Infra;

/// <summary>Where a property appears: among a type's inputs, its outputs or both.</summary>
public enum PropertyUse
{
    Input,
    Output,
    Both,
}
