namespace Cutover.Redirects;

/// <summary>Options that a pattern switches inside itself. httpd's defaults are DOTALL and DOLLAR_ENDONLY (RegexDefaultOptions).</summary>
internal readonly record struct PcreOptions()
{
    internal bool Caseless { get; init; }

    internal bool Multiline { get; init; }

    internal bool DotAll { get; init; } = true;

    internal bool Extended { get; init; }

    internal bool NoCapture { get; init; }

    internal bool Ungreedy { get; init; }
}
