namespace Cutover.Effects;

/// <summary>
/// Work on tens of thousands of paths. Effects run one piece at a time, so what keeps a processor busy is done beside them: inside an
/// outage every other step would wait for it. Only what nobody changes meanwhile may be touched there.
/// </summary>
internal static class Aside
{
    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation) => Task.Run(work, cancellation);
}
