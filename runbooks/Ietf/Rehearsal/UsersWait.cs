using Cutover.Effects;
using Cutover.Engine;
using Cutover.Lab;

namespace Ietf;

/// <summary>
/// From the first fence to the first opening, what the night does goes before what users ask meanwhile: in truth the driver and the hosts
/// have processors of their own, here they share two with everybody.
/// </summary>
internal sealed class UsersWait(LabTurns turns) : IRunObserver
{
    /// <summary>Unknown at first: another driver may have died in between.</summary>
    private bool? _give;

    public void Recorded(RunState state, JournalEntry entry)
    {
        var give = state is { Status: RunStatus.Forward, FirstFenceAt: not null, HasOpened: false };

        // Who has just been started is one more of those who give way.
        var started = give && entry?.Event is RunEvent.StepDone done && state.Runbook[done.Step].Probe is StartService;
        if (give == _give && !started)
            return;

        _give = give;
        turns.GiveWay(give);
    }

    public void Said(string step, string line)
    {
    }
}
