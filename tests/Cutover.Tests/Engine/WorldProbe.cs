namespace Cutover.Tests;

/// <summary>Looks whether a key has a value; "half x" is half of x and "half" of what was there before.</summary>
internal abstract record WorldProbe(string Key, string Is) : IProbe<string>
{
    public abstract string Verb { get; }

    public async ValueTask<Finding<string>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        var world = context.At(World.Place);
        var (step, now) = (context.Run.Step, world[Key]);
        return world.Next("probe", step) switch
        {
            Fault.Unknown => Finding.Unknown<string>($"{Key} does not answer"),
            Fault.Throw => throw new IOException("the wire was cut"),
            Fault.Hang => await NeverAsync(context, cancellation),
            _ when now == Is => Finding.Done(now, $"{Key} is {now}"),
            _ when now.StartsWith("half ", StringComparison.Ordinal) => Finding.HalfDone(now, $"{Key} is {now}"),
            _ => Finding.NotDone(now, $"{Key} is {(now.Length > 0 ? now : "empty")}, not {Is}"),
        };
    }

    private static async Task<Finding<string>> NeverAsync(StepContext context, CancellationToken cancellation)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, cancellation);
        return Finding.Unknown<string>("never");
    }
}
