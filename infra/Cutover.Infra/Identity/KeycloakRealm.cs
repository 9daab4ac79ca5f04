using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cutover.Infra;

/// <summary>
/// The realm, as configuration that is reviewed: <c>realm.json</c> and, for each role that must show a second factor, a branch of the
/// login that asks for it. https://www.keycloak.org/docs/24.0.3/server_admin/#conditions-in-conditional-flows
/// </summary>
public static class KeycloakRealm
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The file that Keycloak imports at its first start; nothing in it is secret.</summary>
    /// <param name="twoFactorRoles">The realm's roles that log in with a one-time code.</param>
    public static string Text(IReadOnlyList<string> twoFactorRoles)
    {
        using var stream = typeof(KeycloakRealm).Assembly.GetManifestResourceStream("realm.json")
            ?? throw new InvalidOperationException("This build has no realm.json in it; build Cutover.Infra again.");
        var realm = JsonNode.Parse(stream)!.AsObject();
        realm["roles"] = new JsonObject { ["realm"] = List(twoFactorRoles.Select(role => new JsonObject { ["name"] = role })) };
        realm["authenticatorConfig"] = List(twoFactorRoles.Select(role => new JsonObject
        {
            ["alias"] = $"is {role}",
            ["config"] = new JsonObject { ["condUserRole"] = role, ["negate"] = "false" },
        }));
        realm["authenticationFlows"] = List([Browser(), Forms(twoFactorRoles), .. twoFactorRoles.Select(SecondFactor)]);
        return realm.ToJsonString(Indented);
    }

    private static JsonObject Browser() => Flow("account browser", isTop: true,
        Step("auth-cookie", "ALTERNATIVE", 10), Branch("account forms", "ALTERNATIVE", 20));

    private static JsonObject Forms(IReadOnlyList<string> roles) => Flow("account forms", isTop: false,
    [
        Step("auth-username-password-form", "REQUIRED", 10),
        .. roles.Select((role, index) => Branch($"second factor {role}", "CONDITIONAL", 20 + index)),
    ]);

    private static JsonObject SecondFactor(string role)
    {
        var condition = Step("conditional-user-role", "REQUIRED", 10);
        condition["authenticatorConfig"] = $"is {role}";
        return Flow($"second factor {role}", isTop: false, condition, Step("auth-otp-form", "REQUIRED", 20));
    }

    private static JsonObject Flow(string alias, bool isTop, params JsonObject[] executions) => new()
    {
        ["alias"] = alias,
        ["providerId"] = "basic-flow",
        ["topLevel"] = isTop,
        ["builtIn"] = false,
        ["authenticationExecutions"] = List(executions),
    };

    private static JsonObject Step(string authenticator, string requirement, int priority) => new()
    {
        ["authenticator"] = authenticator,
        ["requirement"] = requirement,
        ["priority"] = priority,
        ["authenticatorFlow"] = false,
    };

    private static JsonObject Branch(string flow, string requirement, int priority) => new()
    {
        ["flowAlias"] = flow,
        ["requirement"] = requirement,
        ["priority"] = priority,
        ["authenticatorFlow"] = true,
    };

    private static JsonArray List(IEnumerable<JsonObject> items) => new([.. items]);
}
