namespace Cutover.Effects;

/// <summary>The connection string by which a subscriber's server reaches its publisher.</summary>
internal static class Conninfo
{
    public static async Task<string> ForAsync(DatabaseAddress publisher, string applicationName, CancellationToken cancellation)
    {
        var peer = publisher.Peer ?? new PeerAccess();
        var user = peer.User ?? publisher.User;
        var fields = new List<(string Key, string Value)>
        {
            ("host", peer.Host ?? publisher.Host),
            ("port", (peer.Port ?? publisher.Port).ToString()),
            ("dbname", publisher.Database),
            ("user", user),
            ("sslmode", peer.SslMode ?? publisher.SslMode),
            ("application_name", applicationName),
            ("connect_timeout", "10"),
        };
        fields.Add(peer.Passfile is { } passfile
            ? ("passfile", passfile)
            : (
                "password", await Passfile.FindAsync(
                    publisher.Passfile, publisher.Host, publisher.Port, publisher.Database, user, cancellation)));
        return string.Join(' ', fields.Select(field => $"{field.Key}={Sql.Conninfo(field.Value)}"));
    }
}
