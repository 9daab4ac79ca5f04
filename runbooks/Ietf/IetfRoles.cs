using Cutover.Engine;

namespace Ietf;

/// <summary>Who owns steps and votes at gates, besides the commander.</summary>
public static class IetfRoles
{
    public static Role Datatracker { get; } = new("datatracker");

    public static Role Www { get; } = new("www");

    public static Role Archive { get; } = new("mailarchive");

    public static Role Mail { get; } = new("mail");

    public static Role Operations { get; } = new("operations");
}
