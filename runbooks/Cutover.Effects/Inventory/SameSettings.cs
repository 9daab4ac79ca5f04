using System.Security.Cryptography;
using System.Text;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check that the new side was told what the old one was. Values are compared by keyed fingerprint (HMAC-SHA-256, RFC 2104) with a key
/// that is made for this look and forgotten, and findings name names only.
/// </summary>
/// <param name="Old">Prints the old side's settings.</param>
/// <param name="New">Prints the new side's.</param>
public sealed record SameSettings(Place<ListAddress> Old, Place<ListAddress> New) : IProbe<InventorySeen>
{
    private const int Named = 5;
    private const int KeyBytes = 32;

    public string Verb => $"compare the settings of {Old} and {New}, without looking at their values";

    public async ValueTask<Finding<InventorySeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            var key = RandomNumberGenerator.GetBytes(KeyBytes);
            var old = await FingerprintsAsync(context, Old, key, cancellation);
            var next = await FingerprintsAsync(context, New, key, cancellation);
            var faults = Faults(context.At(New), old, next).ToList();
            var seen = new InventorySeen(old.Count, faults.Count);
            return faults.Count == 0
                ? Finding.Done(seen, $"the {old.Count} settings of {Old} are those of {New}, but for those that have to differ")
                : Finding.NotDone(seen, $"{New} is told otherwise than {Old}: {string.Join("; ", faults.Take(Named))}"
                    + (faults.Count > Named ? $"; and {faults.Count - Named} more" : ""));
        }
        catch (EffectException failure)
        {
            return Finding.Unknown<InventorySeen>(failure.Message);
        }
    }

    private static async Task<Dictionary<string, string>> FingerprintsAsync(
        StepContext context, Place<ListAddress> side, byte[] key, CancellationToken cancellation)
    {
        var settings = SettingsText.Read(await context.At(side).PrintedAsync(cancellation), side.ToString());
        return settings.ToDictionary(
            setting => setting.Key,
            setting => Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(setting.Value))), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Faults(
        ListAddress at, Dictionary<string, string> old, Dictionary<string, string> next)
    {
        foreach (var name in at.MustDiffer.Where(name => !old.ContainsKey(name) && !next.ContainsKey(name)))
            yield return $"neither has {name}, which must differ: is it called otherwise now?";
        foreach (var name in old.Keys.Except(next.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            yield return $"it lacks {name}";
        foreach (var name in next.Keys.Except(old.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            yield return $"it alone has {name}";
        foreach (var name in old.Keys.Intersect(next.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var alike = old[name] == next[name];
            if (alike && at.MustDiffer.Contains(name, StringComparer.Ordinal))
                yield return $"{name} is still the old side's";
            else if (!alike && !at.MustDiffer.Concat(at.MayDiffer).Contains(name, StringComparer.Ordinal))
                yield return $"{name} differs";
        }
    }
}
