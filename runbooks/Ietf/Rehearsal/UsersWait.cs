using Cutover.Effects;
using Cutover.Engine;
using Cutover.Lab;

namespace Ietf;

/// <summary>
/// From the first fence to the first opening, what the night does goes before what users ask meanwhile: in truth the driver and the hosts
/// have processors of their own, here they share two with everybody.
/// </summary>
/// <param name="turns">Who goes first in the lab.</param>
/// <param name="unit">What the lab calls a service.</param>
internal sealed class UsersWait(LabTurns turns, Func<Place<ServiceAddress>, string> unit) : IRunObserver
{
    /// <summary>Unknown at first: another driver may have died in between.</summary>
    private bool? _give;

    public void Recorded(RunState state, JournalEntry entry)
    {
        var give = state is { Status: RunStatus.Forward, FirstFenceAt: not null, HasOpened: false };
        if (give != _give)
            turns.GiveWay(give);
        else if (give && entry.Event is RunEvent.StepDone done && state.Runbook[done.Step].Probe is StartService started)
            turns.GivesWay(unit(started.Target));
        _give = give;
    }

    public void Said(string step, string line)
    {
    }
}
