namespace Cutover.Effects;

/// <summary>Who may change a database's definitions.</summary>
/// <param name="Trigger">Whether event triggers refuse everybody but Cutover.</param>
/// <param name="Creators">Who may create in which schema, its owner apart.</param>
/// <param name="Revoked">From whom that right was taken, where event triggers cannot be had.</param>
public sealed record SchemaLockState(bool Trigger, IReadOnlyList<CreateGrant> Creators, IReadOnlyList<CreateGrant> Revoked)
{
    internal bool IsOpen => !Trigger && Revoked.Count == 0;
}
