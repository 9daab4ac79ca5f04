using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A bounded wait for something that takes milliseconds; what takes longer is the runner's to wait for.</summary>
internal static class Until
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(5);

    /// <returns>Whether it came true in time.</returns>
    public static async Task<bool> TrueAsync(
        StepContext context, TimeSpan limit, Func<Task<bool>> condition, CancellationToken cancellation)
    {
        var began = context.Time.GetTimestamp();
        while (!await condition())
        {
            if (context.Time.GetElapsedTime(began) > limit)
                return false;

            await Task.Delay(s_pause, context.Time, cancellation);
        }

        return true;
    }
}
