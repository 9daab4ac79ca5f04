namespace Cutover.Redirects;

/// <summary>How a pass over a list of rules ended (ACTION_*).</summary>
internal enum RewriteResult
{
    /// <summary>No rule changed anything.</summary>
    Unchanged,

    /// <summary>Rewritten; the result is escaped for a redirect.</summary>
    Rewritten,

    /// <summary>Rewritten, and the last rule said not to escape.</summary>
    RewrittenUnescaped,

    /// <summary>A rule gave a status.</summary>
    Status,

    /// <summary>Evaluating a rule failed with a status.</summary>
    Failed,
}
