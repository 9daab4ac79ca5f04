namespace Cutover.Engine;

/// <summary>
/// An address that says what it leads to. Two that lead to the same are one place, whatever else they say of it: as whom to enter, or how
/// it is checked.
/// </summary>
public interface ILeadsTo
{
    /// <summary>For people and to compare, such as a database's host, port and name.</summary>
    string LeadsTo { get; }
}
