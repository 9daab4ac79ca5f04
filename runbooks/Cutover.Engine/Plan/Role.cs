namespace Cutover.Engine;

/// <summary>Who owns a step or votes at a gate, by function and never by person.</summary>
public sealed record Role(string Name)
{
    /// <summary>Leads the night and decides whether it goes on.</summary>
    public static Role Commander { get; } = new("commander");

    public override string ToString() => Name;
}
