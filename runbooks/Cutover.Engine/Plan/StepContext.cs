namespace Cutover.Engine;

/// <summary>What an effect may know and use while it runs.</summary>
public sealed class StepContext
{
    private readonly Step _step;
    private readonly Estate _estate;
    private readonly Func<Step, object?> _outputs;
    private readonly Action<string> _say;

    /// <summary>Made by the runner; tests of effects make their own.</summary>
    /// <param name="run">Where and as what this runs.</param>
    /// <param name="step">The step whose effect is called.</param>
    /// <param name="estate">The environment's addresses.</param>
    /// <param name="time">The run's clock.</param>
    /// <param name="outputs">The value another step saw at Done, or null where it is not done.</param>
    /// <param name="say">Takes a line of progress for people; not journaled.</param>
    public StepContext(StepRun run, Step step, Estate estate, TimeProvider time, Func<Step, object?> outputs, Action<string> say)
    {
        Run = run;
        Time = time;
        _step = step;
        _estate = estate;
        _outputs = outputs;
        _say = say;
    }

    /// <summary>The run, the attempt, the epoch and the idempotency key.</summary>
    public StepRun Run { get; }

    /// <summary>The run's clock: the only source of time for an effect.</summary>
    public TimeProvider Time { get; }

    /// <summary>What this run is aimed at: lab, staging, production.</summary>
    public string Environment => _estate.Environment;

    /// <summary>The address of a place.</summary>
    public T At<T>(Place<T> place)
        where T : notnull => _estate.At(place);

    /// <summary>What another step saw at Done.</summary>
    /// <exception cref="InvalidOperationException">
    /// The step is not among this step's needs, or was skipped and so has no output.
    /// </exception>
    public T Read<T>(Step<T> step) => Output(step) is T value
        ? value
        : throw new InvalidOperationException($"Step '{_step.Id}' reads '{step.Id}', which has no output: it was skipped or is not done.");

    /// <summary>What another step saw at Done; null where a person has skipped it.</summary>
    /// <exception cref="InvalidOperationException">The step is not among this step's needs.</exception>
    public T? ReadUnlessSkipped<T>(Step<T> step)
        where T : class => Output(step) as T;

    private object? Output(Step step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return _step.Reads.Contains(step)
            ? _outputs(step)
            : throw new InvalidOperationException($"Step '{_step.Id}' reads '{step.Id}' without holding it in a property, so the plan has "
                + "no edge for it.");
    }

    /// <summary>A line of progress for the live view; not journaled.</summary>
    public void Say(string line) => _say(line);

    /// <summary>
    /// Says that this call, once told to stop, comes to its end by itself: what it has set going would go on all the same. The run waits
    /// for it so much longer before it leaves it behind.
    /// </summary>
    /// <param name="within">How long that may take.</param>
    public void LetFinish(TimeSpan within) => Finishes = within;

    /// <summary>How long this call may go on after it was told to stop, beyond what every call may.</summary>
    internal TimeSpan Finishes { get; private set; }
}
