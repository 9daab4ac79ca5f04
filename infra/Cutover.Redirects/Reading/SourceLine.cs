namespace Cutover.Redirects;

/// <summary>Where a directive stands.</summary>
/// <param name="File">Its file, by its path on the old host.</param>
/// <param name="Number">Its line, from 1; of a continued line the last, as httpd counts.</param>
public sealed record SourceLine(string File, int Number)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Number}";
}
