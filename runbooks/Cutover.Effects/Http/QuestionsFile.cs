namespace Cutover.Effects;

/// <summary>Paths of a site, one on each line; empty lines and those that begin with # are none.</summary>
internal static class QuestionsFile
{
    private const int Most = 100_000;

    /// <summary>Its different paths, in their order.</summary>
    /// <exception cref="EffectException">It cannot be read, or holds what is no path.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            var lines = (await File.ReadAllLinesAsync(file, cancellation)).Select(line => line.Trim())
                .Where(line => line.Length > 0 && line[0] != '#').Distinct(StringComparer.Ordinal).Take(Most).ToList();
            return lines.Find(line => line[0] != '/' || !Uri.IsWellFormedUriString(line, UriKind.Relative)) is { } wrong
                ? throw new EffectException($"{file} holds '{wrong}', which is no path; each line must be one, such as /id/?C=M.")
                : lines;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EffectException($"The questions in {file} cannot be read: {failure.Message}", failure);
        }
    }
}
