namespace Cutover.Redirects;

/// <summary>One RewriteCond.</summary>
internal sealed record RewriteCondition
{
    internal required string Input { get; init; }

    internal required RewriteTest Test { get; init; }

    /// <summary>What is compared with, after the operator.</summary>
    internal required string Operand { get; init; }

    internal Pcre? Pattern { get; init; }

    internal Expression? Expression { get; init; }

    internal bool Negated { get; init; }

    internal bool Caseless { get; init; }

    internal bool OrNext { get; init; }

    internal required SourceLine At { get; init; }
}
