using System.Security.Cryptography;
using System.Text;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>The names of a step's lock and of its run's epoch on a host, and the epoch of this driver.</summary>
internal sealed record LeashLock(string File, string EpochFile, long Epoch)
{
    /// <param name="run">The step that holds it.</param>
    /// <param name="part">Tells apart several commands that one step runs at once.</param>
    public static LeashLock Of(StepRun run, string part = "") =>
        new($"{Hash($"{run.IdempotencyKey}\n{part}")}.lock", $"{Hash(run.Run)}.epoch", run.Epoch);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..24];
}
