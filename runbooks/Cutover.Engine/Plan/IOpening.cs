namespace Cutover.Engine;

/// <summary>
/// Marks an effect that lets a new side be written. From its intent on, the two sides may differ:
/// no Transfer step runs forward again, and the way back carries the new side's writes.
/// </summary>
public interface IOpening;
