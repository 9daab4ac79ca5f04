namespace Cutover.Effects;

/// <param name="Role">A role of the server.</param>
/// <param name="CanLogin">Whether it has LOGIN.</param>
public sealed record RoleLogin(string Role, bool CanLogin);
