using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>Datatracker's accounts, and who signs in with them elsewhere.</summary>
public static class LoginPlaces
{
    /// <summary>auth.ietf.org, the same deployment as Datatracker, as people reach it.</summary>
    public static Place<SiteAddress> Provider { get; } = new("auth.site");

    /// <summary>The new one, asked directly and past every front.</summary>
    public static Place<SiteAddress> NewProvider { get; } = new("auth.new.site");

    /// <summary>The mail archive, which moves too.</summary>
    public static Place<LoginAddress> Archive { get; } = new("mailarchive.login");

    /// <summary>A wiki, which does not.</summary>
    public static Place<LoginAddress> Wiki { get; } = new("wiki.login");
}
