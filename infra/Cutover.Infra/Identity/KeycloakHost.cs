namespace Cutover.Infra;

/// <summary>What makes a host Keycloak's own: the image, the realm, and a unit that runs it before its own database.</summary>
public static class KeycloakHost
{
    // Credentials of the database and of the first administrator come into /etc/cutover/keycloak.env with the deployment.
    private const string Unit = """
        [Unit]
        Description=Keycloak
        Wants=network-online.target
        After=network-online.target
        ConditionPathExists=/etc/cutover/keycloak.env

        [Service]
        Restart=always
        ExecStart=/usr/bin/podman run --rm --name keycloak --publish 127.0.0.1:8080:8080 \
          --env-file /etc/cutover/keycloak.env --env KC_DB=postgres --env KC_HEALTH_ENABLED=true \
          --env KC_PROXY_HEADERS=xforwarded --env KC_HTTP_ENABLED=true \
          --volume /etc/cutover/realm:/opt/keycloak/data/import:ro quay.io/keycloak/keycloak:24.0.3 start --import-realm
        ExecStop=/usr/bin/podman stop keycloak

        [Install]
        WantedBy=multi-user.target
        """;

    public static string CloudInitText(IReadOnlyList<string> twoFactorRoles) => CloudInit.Text(
        disk: false,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["/etc/cutover/realm/ietf.json"] = KeycloakRealm.Text(twoFactorRoles),
            ["/etc/systemd/system/keycloak.service"] = Unit,
        },
        "[systemctl, enable, --now, keycloak.service]");
}
