using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Services and schedulers that a night stops and starts.</summary>
public static class Service
{
    /// <summary>Stops it; taken back, starts it again.</summary>
    public static StopService Stop(Place<ServiceAddress> service) => new(service, null);

    /// <summary>Starts it; taken back, stops it again.</summary>
    public static StartService Start(Place<ServiceAddress> service) => new(service, null, null);

    /// <summary>
    /// Stops the old one of two of which only one may run; taken back, starts it only when the new one is proved stopped.
    /// </summary>
    public static StopService StopOnlyOne(Place<ServiceAddress> old, Place<ServiceAddress> next) => new(old, next);

    /// <summary>Starts the new one of two of which only one may run, and only when the old one is proved stopped.</summary>
    /// <param name="next">The service to start.</param>
    /// <param name="old">The service that must be stopped.</param>
    /// <param name="stopped">The step that stops it.</param>
    public static StartService ExactlyOne(Place<ServiceAddress> next, Place<ServiceAddress> old, Step<ServiceSeen> stopped) =>
        new(next, old, stopped);

    /// <summary>
    /// Has one take another's place by itself, such as a server that goes on under another configuration, without a gap; taken back, the
    /// other takes this one's.
    /// </summary>
    /// <param name="old">Who serves. Its start takes the place of <paramref name="next"/>.</param>
    /// <param name="next">Who shall serve. Its start takes the place of <paramref name="old"/>.</param>
    public static ReplaceService Replace(Place<ServiceAddress> old, Place<ServiceAddress> next) => new(old, next);

    /// <summary>A check that it runs.</summary>
    public static ServiceIs IsRunning(Place<ServiceAddress> service) => new(service, Running: true);

    /// <summary>A check that it can be asked, and is stopped.</summary>
    public static ServiceIs IsStopped(Place<ServiceAddress> service) => new(service, Running: false);
}
