namespace Cutover.Crowd;

/// <summary>Where finished operations go: the log, and the live summary.</summary>
public sealed class Recorder(OperationLogWriter log, LiveBoard live)
{
    /// <summary>Says, before it is sent, that a write on a key is asked for.</summary>
    /// <exception cref="IOException">The log can no longer be written.</exception>
    public void Announce(Operation write) => log.Announce(write);

    /// <summary>Adds a finished operation.</summary>
    public void Add(Operation operation)
    {
        log.Add(operation);
        live.Add(operation);
    }
}
