using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Asks, starts and stops services.</summary>
internal static class ServiceControl
{
    /// <summary>The LSB's exit code of a stopped service.</summary>
    private const int Stopped = 3;

    /// <summary>What systemctl is-active prints for a unit on its way, beside the exit code of a stopped one (systemctl(1)).</summary>
    private static readonly string[] s_onTheWay = ["deactivating", "activating"];

    /// <summary>Whether it runs; null where its status command answers neither, with the sentence for people.</summary>
    public static async Task<(bool? Running, string Why)> AskAsync(
        StepContext context, Place<ServiceAddress> service, CancellationToken cancellation)
    {
        var result = await Leash.RunAsync(Command(context, service, context.At(service).Status) with { Looks = true }, cancellation);
        return result.ExitCode switch
        {
            0 => (true, $"{service} runs"),
            Stopped when s_onTheWay.Contains(result.Output.Trim(), StringComparer.Ordinal) =>
                (null, $"{service} is {result.Output.Trim()}"),
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

        await ActAsync(context, service, Command(context, service, context.At(service).Start) with { Leaves = true }, cancellation);
    }

    public static Task StopAsync(StepContext context, Place<ServiceAddress> service, CancellationToken cancellation) =>
        ActAsync(context, service, Command(context, service, context.At(service).Stop), cancellation);

    private static async Task ActAsync(
        StepContext context, Place<ServiceAddress> service, Errand errand, CancellationToken cancellation)
    {
        context.LetFinish(context.At(service).FinishesWithin);
        await Leash.RunToSuccessAsync(errand, cancellation);
    }

    private static Errand Command(StepContext context, Place<ServiceAddress> service, IReadOnlyList<string> command) =>
        new(context.At(service).Host, command)
        {
            Lock = LeashLock.Of(context.Run, service.Name), Finishes = context.At(service).FinishesWithin,
        };

    private static async Task RefuseUnlessStoppedAsync(
        StepContext context, Place<ServiceAddress> service, Place<ServiceAddress> other, CancellationToken cancellation)
    {
        var (running, why) = await AskAsync(context, other, cancellation);
        if (running != false)
            throw new EffectException($"{service} is not started: only one of {service} and {other} may run, and {why}; stop {other} "
                + "first.");
    }
}
