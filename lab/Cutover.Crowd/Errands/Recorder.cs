namespace Cutover.Crowd;

/// <summary>Where finished operations go: the log, and the live summary.</summary>
public sealed class Recorder(OperationLogWriter log, LiveBoard live)
{
    /// <summary>Adds a finished operation.</summary>
    public void Add(Operation operation)
    {
        log.Add(operation);
        live.Add(operation);
    }
}
