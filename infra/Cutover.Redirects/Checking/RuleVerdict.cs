namespace Cutover.Redirects;

/// <summary>What became of a rule among the others.</summary>
public enum RuleVerdict
{
    /// <summary>It answers.</summary>
    Alive,

    /// <summary>It can never match, whatever is asked.</summary>
    Dead,

    /// <summary>It matches, but other rules always answer before it.</summary>
    Shadowed,

    /// <summary>It redirects to a URL that comes back to it.</summary>
    Looping,

    /// <summary>It redirects to a URL that this host redirects again.</summary>
    Chained,

    /// <summary>It redirects to a host that is going away.</summary>
    GoingAway,

    /// <summary>None of the URLs made for it reached it; a person should look.</summary>
    NotReached,
}
