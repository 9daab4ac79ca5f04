using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A header whose value the estate keeps in a file, such as a key or a tester's token.</summary>
public static class SecretHeaderFile
{
    /// <summary>Reads it.</summary>
    /// <exception cref="EffectException">The estate names no file for it.</exception>
    public static async Task<KeyValuePair<string, string>> ReadAsync(
        StepContext context, Place<SiteAddress> site, string name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.At(site).SecretHeaderFiles.TryGetValue(name, out var file)
            ? KeyValuePair.Create(name, (await File.ReadAllTextAsync(file, cancellation)).Trim())
            : throw new EffectException(
                $"The estate gives {site} no file with the secret header {name}; add it to its secretHeaderFiles.");
    }
}
