namespace Cutover.Stacks;

/// <summary>The compiled redirects of a host, where it has any.</summary>
internal static class RedirectModules
{
    /// <summary>An ES module that exports <c>answer(request)</c>; null for a host without redirects.</summary>
    /// <param name="label">The host's name without the zone.</param>
    public static string? Of(string label)
    {
        using var stream = typeof(RedirectModules).Assembly.GetManifestResourceStream($"redirects.{label}.js");
        if (stream is null)
            return null;

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
