using System.Runtime.InteropServices;

namespace Cutover.App;

/// <summary>Ctrl-C, SIGTERM and a closed terminal: the first stops the run in order, the second ends the program at once.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _count;

    public Interrupts()
    {
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            _registrations.Add(PosixSignalRegistration.Create(signal, Stop));
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();

        _stop.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _count) > 1)
            Environment.Exit((int)ExitCode.Interrupted);

        try
        {
            _stop.Cancel();
        }
        catch (AggregateException)
        {
            // Everybody was told to stop; that one of them failed at it must not end the program in the signal's handler.
        }
    }
}
