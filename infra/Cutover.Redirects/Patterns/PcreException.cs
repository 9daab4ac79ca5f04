namespace Cutover.Redirects;

/// <summary>A pattern that cannot be used. <see cref="Invalid"/> says whether PCRE refuses it too, or only this translator does.</summary>
public sealed class PcreException(string pattern, int offset, string reason, bool invalid)
    : Exception($"The pattern '{pattern}' {(invalid ? "is not valid" : "cannot be translated")} at offset {offset}: {reason}.")
{
    /// <summary>True where PCRE itself refuses the pattern, so that httpd refuses the configuration.</summary>
    public bool Invalid { get; } = invalid;

    /// <summary>What stands in the way, named.</summary>
    public string Reason { get; } = reason;
}
