namespace Cutover.App;

/// <summary>What <c>rehearse</c> needs of a runbook program: an estate with real servers that may be broken.</summary>
public interface IRehearsal
{
    /// <summary>Brings the estate and its crowd up; where a run goes on after a crash or an interruption, adopts the living one.</summary>
    /// <param name="options">What was asked for; where a run goes on, what it began with.</param>
    /// <param name="goesOn">Whether an unfinished run goes on, so that the estate's data must be the one it left.</param>
    /// <param name="say">Takes a line of progress for people.</param>
    /// <param name="cancellation">Gives up; what was started so far is stopped.</param>
    /// <exception cref="EstateGoneException">A run is to go on, and what it was begun on is gone or was made anew.</exception>
    /// <exception cref="CannotGoOnException">The estate cannot be had: a daemon is missing, a port is taken.</exception>
    ValueTask<IRehearsedEstate> BringUpAsync(RehearsalOptions options, bool goesOn, Action<string> say, CancellationToken cancellation);
}
