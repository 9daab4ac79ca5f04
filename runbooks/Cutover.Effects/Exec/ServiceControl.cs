using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Asks, starts and stops services.</summary>
internal static class ServiceControl
{
    /// <summary>The LSB's exit code of a stopped service.</summary>
    private const int Stopped = 3;

    /// <summary>Whether it runs; null where its status command answers neither, with the sentence for people.</summary>
    public static async Task<(bool? Running, string Why)> AskAsync(
        StepContext context, Place<ServiceAddress> service, CancellationToken cancellation)
    {
        var address = context.At(service);
        var errand = new Errand(address.Host, address.Status) { Lock = LeashLock.Of(context.Run, service.Name), Looks = true };
        var result = await Leash.RunAsync(errand, cancellation);
        return result.ExitCode switch
        {
            0 => (true, $"{service} runs"),
            Stopped => (false, $"{service} is stopped"),
            var code =>
                (null, $"the status of {service} exited with {code}, which says neither running (0) nor stopped ({Stopped}): "
                    + $"{result.LastLine}"),
        };
    }

    public static async Task StartAsync(
        StepContext context, Place<ServiceAddress> service, Place<ServiceAddress>? other, CancellationToken cancellation)
    {
        if (other is not null)
            await RefuseUnlessStoppedAsync(context, service, other, cancellation);

        var address = context.At(service);
        var errand = new Errand(address.Host, address.Start) { Lock = LeashLock.Of(context.Run, service.Name), Leaves = true };
        await Leash.RunToSuccessAsync(errand, cancellation);
    }

    public static async Task StopAsync(StepContext context, Place<ServiceAddress> service, CancellationToken cancellation)
    {
        var address = context.At(service);
        await Leash.RunToSuccessAsync(
            new Errand(address.Host, address.Stop) { Lock = LeashLock.Of(context.Run, service.Name) }, cancellation);
    }

    private static async Task RefuseUnlessStoppedAsync(
        StepContext context, Place<ServiceAddress> service, Place<ServiceAddress> other, CancellationToken cancellation)
    {
        var (running, why) = await AskAsync(context, other, cancellation);
        if (running != false)
            throw new EffectException($"{service} is not started: only one of {service} and {other} may run, and {why}; stop {other} "
                + "first.");
    }
}
