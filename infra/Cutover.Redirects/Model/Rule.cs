namespace Cutover.Redirects;

/// <summary>A rule of the old configuration, as people find it there.</summary>
/// <param name="At">Its file and line.</param>
/// <param name="Text">The directive as written.</param>
public sealed record Rule(SourceLine At, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{At}: {Text}";
}
