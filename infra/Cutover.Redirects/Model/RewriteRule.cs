namespace Cutover.Redirects;

/// <summary>One RewriteRule, with the conditions before it.</summary>
internal sealed class RewriteRule
{
    internal const int MaxRounds = 32000;

    internal RewriteFlag Flags { get; set; }

    internal int Status { get; set; } = 302;

    internal int Skip { get; set; }

    internal int Rounds { get; set; } = MaxRounds;

    internal string? Escapes { get; set; }

    internal string? NoEscapes { get; set; }

    internal List<string> Environment { get; } = [];

    internal List<string> Cookies { get; } = [];

    internal Pcre Pattern { get; set; } = null!;

    internal string Output { get; set; } = "";

    internal IReadOnlyList<RewriteCondition> Conditions { get; set; } = [];

    internal required Rule Rule { get; init; }

    internal bool Has(RewriteFlag flag) => (Flags & flag) != RewriteFlag.None;
}
