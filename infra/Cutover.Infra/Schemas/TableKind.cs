namespace Cutover.Infra;

/// <summary>What a block of a provider's table describes.</summary>
public enum TableKind
{
    Provider,
    Config,
    Resource,
    Nested,
    Enum,
}
