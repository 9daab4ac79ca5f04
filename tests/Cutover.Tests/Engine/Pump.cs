using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>Runs a driver's code on the caller's thread, piece by piece, and lets time go on when nothing is left to do.</summary>
internal sealed class Pump(SimulatedTime time) : TaskScheduler
{
    public SimulatedTime Time => time;

    private readonly Queue<Task> _queue = [];
    private int _thread;
    private bool _strayed;

    /// <summary>How many pieces of code and timers one call may take; a loop that never rests is found by it.</summary>
    public int MostTurns { get; set; } = 2_000_000;

    public TResult Run<TResult>(Func<Task<TResult>> work)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            _thread = Environment.CurrentManagedThreadId;
            var task = work();
            for (var turn = 0; !task.IsCompleted; turn++)
                Turn(turn);

            Assert.False(_strayed, "Code of the run left the run's thread, so a night would not repeat exactly.");
            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private void Turn(int turn)
    {
        Assert.True(turn < MostTurns, $"The run did not end within {MostTurns} turns; it is {time.GetUtcNow():O}.");
        Task? next;
        lock (_queue)
            _queue.TryDequeue(out next);

        if (next is not null)
            TryExecuteTask(next);
        else
            Assert.True(time.GoToNext(), "The run waits for something that never comes.");
    }

    protected override void QueueTask(Task task)
    {
        lock (_queue)
        {
            _strayed |= Environment.CurrentManagedThreadId != _thread;
            _queue.Enqueue(task);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _queue;
}
