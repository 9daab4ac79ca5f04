using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>
/// Datatracker's queue, its scheduler, which makes tasks by itself, and its workers. A queue does not move: the old one is drained by the
/// old worker, the new one begins empty. Only a way back carries tasks, those that users made on the new side.
/// </summary>
internal sealed class QueueMove(RunbookBuilder night)
{
    private static readonly ServicePlaces At = IetfPlaces.Datatracker;

    private Step<ServiceSeen>? _scheduler;

    private Step<ServiceSeen>? _stopped;

    /// <summary>The new worker, which writes files.</summary>
    public Step? Started { get; private set; }

    /// <summary>
    /// Both brokers are tried with the credentials of the night, and the new one with the archive's, whose tasks are not carried.
    /// </summary>
    public IEnumerable<Step> Prepare()
    {
        yield return night.Prepare("datatracker.broker-old", Queues.Answers(IetfPlaces.OldBroker)).Within(1.Minutes())
            .OwnedBy(IetfRoles.Datatracker).Expires(Checks.Tried);
        yield return night.Prepare("datatracker.broker-new", Queues.Answers(IetfPlaces.NewBroker)).Within(1.Minutes())
            .OwnedBy(IetfRoles.Datatracker).Expires(Checks.Tried);
        yield return night.Prepare("mailarchive.broker", Queues.Answers(ArchivePlaces.NewBroker)).Within(1.Minutes())
            .OwnedBy(IetfRoles.Archive).Expires(Checks.Tried);
    }

    /// <summary>The scheduler stops. While everybody still writes: what is left for the outage is what came in the last moment.</summary>
    /// <param name="near">The night has begun, and little is left to cross.</param>
    /// <param name="after">What must be done before the last look.</param>
    public Step Near(Step[] near, Step[] after)
    {
        _scheduler = night
            .Freeze("datatracker.scheduler-stop", Service.StopOnlyOne(IetfPlaces.OldScheduler, IetfPlaces.NewScheduler))
            .After(near).Within(1.Minutes()).Expect(1.Seconds()).OwnedBy(IetfRoles.Datatracker);
        return night.Freeze("datatracker.queue-near", Queues.Drained(IetfPlaces.OldBroker)).After([_scheduler, .. after])
            .Within(20.Minutes()).Expect(100.Milliseconds()).OwnedBy(IetfRoles.Datatracker);
    }

    /// <summary>Nobody makes tasks any more: the worker does the last ones and is stopped.</summary>
    /// <param name="app">The step that stops the old application.</param>
    public Step Freeze(Step app)
    {
        var drained = night.Freeze("datatracker.queue-drained", Queues.Drained(IetfPlaces.OldBroker)).After(app).Within(1.Minutes())
            .Expect(80.Milliseconds()).OwnedBy(IetfRoles.Datatracker);
        return _stopped = night.Freeze("datatracker.worker-stop", Service.StopOnlyOne(IetfPlaces.OldWorker, IetfPlaces.NewWorker))
            .After(drained).Within(30.Seconds()).Expect(150.Milliseconds()).OwnedBy(IetfRoles.Datatracker);
    }

    /// <summary>
    /// Beside the transfers, so that it costs nothing: what a worker had taken and not done came back when it stopped, and a worker that
    /// nobody knows of would still be taking.
    /// </summary>
    public IEnumerable<Step> Prove()
    {
        yield return night.Prove("datatracker.queue-left", Queues.Empty(IetfPlaces.OldBroker)).After(_stopped!).Within(30.Seconds())
            .Expect(60.Milliseconds()).OwnedBy(IetfRoles.Datatracker);
        yield return night.Prove("datatracker.queue-new", Queues.Empty(IetfPlaces.NewBroker)).After(_stopped!).Within(30.Seconds())
            .Expect(60.Milliseconds()).OwnedBy(IetfRoles.Datatracker);
    }

    /// <summary>Exactly one side's workers, then its scheduler: the new ones begin when the old ones are proved stopped.</summary>
    /// <returns>The step after which everything is done again that nobody asks for.</returns>
    public Step Start(params Step[] opened)
    {
        Started = night.Settle("datatracker.worker-start", Service.ExactlyOne(IetfPlaces.NewWorker, IetfPlaces.OldWorker, _stopped!))
            .After(opened).Within(1.Minutes()).Expect(300.Milliseconds()).OwnedBy(IetfRoles.Datatracker).Under(IetfLimits.Starts);
        return night
            .Settle("datatracker.scheduler-start", Service.ExactlyOne(IetfPlaces.NewScheduler, IetfPlaces.OldScheduler, _scheduler!))
            .After(Started).Expect(1.Seconds()).OwnedBy(IetfRoles.Datatracker).Under(IetfLimits.Starts);
    }

    /// <summary>What users made meanwhile is done.</summary>
    public Step Settle() =>
        night.Settle("datatracker.queue-again", Queues.Drained(IetfPlaces.NewBroker)).After(Started!).Within(20.Minutes())
            .Expect(500.Milliseconds()).OwnedBy(IetfRoles.Datatracker);

    /// <summary>
    /// What the new worker has not done when it is stopped, the old one does: after the rows and files that it needs have come back.
    /// </summary>
    /// <param name="opened">The opening after which users have made tasks on the new side.</param>
    /// <param name="ended">The new applications have ended: no task is made any more.</param>
    public Step WayBack(Step<Opened> opened, Step[] ended) =>
        night.Back(Phase.Transfer, $"{At.Name}.back.queue", Queues.Carry(IetfPlaces.NewBroker, IetfPlaces.OldBroker))
            .IfBegun(opened).AfterUndoOf(opened, Started!).After(ended).BeforeUndoOf(_stopped!).Within(10.Minutes());
}
