using Cutover.Engine;

namespace Cutover.Bench;

/// <summary>A step that changes one bit in memory: what is left is the engine and its journal.</summary>
internal sealed record NoOp(int Number) : IEffect<bool>
{
    private bool _done;

    public string Verb => $"set bit {Number}";

    public ValueTask<Finding<bool>> ProbeAsync(StepContext context, CancellationToken cancellation) =>
        ValueTask.FromResult(_done ? Finding.Done(true, "set") : Finding.NotDone(false, "not set"));

    public ValueTask DoAsync(StepContext context, bool before, CancellationToken cancellation)
    {
        _done = true;
        return ValueTask.CompletedTask;
    }
}
