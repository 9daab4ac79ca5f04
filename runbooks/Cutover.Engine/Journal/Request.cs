namespace Cutover.Engine;

/// <summary>What a person asks of a run. It waits in the journal's inbox until the driver turns it into an event.</summary>
/// <param name="Id">Given by the journal; 0 before it is posted.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="By">Who asks.</param>
/// <param name="Step">The step or gate it is about; empty where it is about the run.</param>
/// <param name="Role">At a vote, the role voted for.</param>
/// <param name="Text">The reason or the note.</param>
public sealed record Request(long Id, RequestKind Kind, string By, string Step = "", string Role = "", string Text = "");
