namespace Cutover.Effects;

/// <param name="Schema">A schema.</param>
/// <param name="Role">Who may create in it; public for everybody.</param>
public sealed record CreateGrant(string Schema, string Role);
