using System.Diagnostics;

namespace Cutover.Tests;

/// <summary>Waits for another thread or process, for a bounded time.</summary>
internal static class Eventually
{
    public static Task TrueAsync(Func<bool> isSo) => TrueAsync(() => Task.FromResult(isSo()));

    public static async Task TrueAsync(Func<Task<bool>> isSo)
    {
        var waited = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(20), "what was waited for did not happen within 20 s");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
