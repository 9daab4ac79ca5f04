namespace Cutover.Engine;

/// <summary>One try at one step.</summary>
/// <param name="Run">The run's name, unique in its journal.</param>
/// <param name="Step">The step's id.</param>
/// <param name="Attempt">1 for the first try; counted on across crashes.</param>
/// <param name="Epoch">The fencing token of the driver. A target that can, refuses work of an older epoch.</param>
public sealed record StepRun(string Run, string Step, int Attempt, long Epoch)
{
    /// <summary>The same for every attempt at this step in this run, so that a target can recognise a repetition.</summary>
    public string IdempotencyKey => $"{Run}/{Step}";
}
