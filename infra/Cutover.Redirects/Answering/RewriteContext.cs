namespace Cutover.Redirects;

/// <summary>What one pass over a list of rules carries along (rewrite_ctx).</summary>
internal sealed class RewriteContext(Request request, string? directory)
{
    internal Request Request { get; } = request;

    /// <summary>The directory whose rules run, with a trailing slash; null in a server.</summary>
    internal string? Directory { get; } = directory;

    /// <summary>What the pattern is matched with.</summary>
    internal string Uri { get; set; } = "";

    /// <summary>$0 to $9.</summary>
    internal Captures? OfRule { get; set; }

    /// <summary>%0 to %9.</summary>
    internal Captures? OfCondition { get; set; }
}
