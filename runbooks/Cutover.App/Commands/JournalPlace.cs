using System.Text.Json;
using Cutover.Engine;
using Npgsql;

namespace Cutover.App;

/// <summary>Where the journal is: as --journal says, else $CUTOVER_JOURNAL, else in the directory of what stays on this machine.</summary>
internal static class JournalPlace
{
    private const string Forms = "a directory, or postgresql://user@host/database for one that every machine shares";

    /// <summary>Both names of the one scheme, as libpq takes them.</summary>
    private static readonly string[] Schemes = ["postgresql", "postgres"];

    /// <summary>The directory of what stays on this machine: reports, locks and, unless it is shared, the journal.</summary>
    public static string Home(string? option)
    {
        var given = Given(option) is { } place && !IsAddress(place) ? place : Told("CUTOVER_HOME");
        return Path.GetFullPath(given ?? ".cutover");
    }

    /// <summary>The database that the journal shares with other machines; null where it is a file in <see cref="Home"/>.</summary>
    /// <exception cref="CannotGoOnException">It is named by something else than a database's address, or with a password.</exception>
    public static JournalDatabase? Shared(string? option) => Given(option) is { } place && IsAddress(place) ? Database(place) : null;

    /// <summary>The place whose server is the journal's: a fence there would keep the night from recording what it does.</summary>
    public static string? PlaceOnServerOf(JournalDatabase journal, Estate estate) => estate.Addresses
        .Where(place => JsonSerializer.SerializeToElement(place.Value, place.Value.GetType(), Json.Values) is
            { ValueKind: JsonValueKind.Object } address
            && address.TryGetProperty("host", out var host) && host.ValueKind == JsonValueKind.String
            && string.Equals(host.GetString(), journal.Host, StringComparison.OrdinalIgnoreCase)
            && address.TryGetProperty("port", out var port) && port.ValueKind == JsonValueKind.Number && port.GetInt32() == journal.Port)
        .Select(place => place.Key).FirstOrDefault();

    private static string? Given(string? option) => string.IsNullOrWhiteSpace(option) ? Told("CUTOVER_JOURNAL") : option;

    private static string? Told(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { } told && !string.IsNullOrWhiteSpace(told) ? told : null;

    private static bool IsAddress(string place) => place.Contains("://", StringComparison.Ordinal);

    private static JournalDatabase Database(string place)
    {
        // Asked first, so that no sentence below repeats one.
        if (HasPassword(place))
        {
            throw CannotGoOnException.Wrong("The journal's address carries a password, which everybody here can read in the list of "
                + "processes. Change it, put the new one into the passfile (~/.pgpass or $PGPASSFILE), and leave it out of the address.");
        }

        if (!Uri.TryCreate(place, UriKind.Absolute, out var uri) || !Schemes.Contains(uri.Scheme, StringComparer.Ordinal))
            throw Wrong(place, $"is no place for a journal, which is {Forms}");
        var database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        if (uri.Host.Length == 0 || database.Length == 0 || database.Contains('/', StringComparison.Ordinal))
            throw Wrong(place, "does not name one host and one database");

        var user = Uri.UnescapeDataString(uri.UserInfo);
        return new JournalDatabase
        {
            Host = uri.DnsSafeHost,
            Port = uri.Port < 0 ? 5432 : uri.Port,
            Database = database,
            User = user.Length > 0 ? user : Told("PGUSER") ?? Environment.UserName,
            SslMode = Encryption(place, uri.Query.TrimStart('?')),
        };
    }

    private static bool HasPassword(string place)
    {
        var rest = place[(place.IndexOf("://", StringComparison.Ordinal) + 3)..];
        return rest[Math.Max(0, rest.IndexOf('?'))..].Contains("password=", StringComparison.OrdinalIgnoreCase)
            || rest[..Math.Max(0, rest.LastIndexOf('@'))].Contains(':', StringComparison.Ordinal);
    }

    private static SslMode Encryption(string place, string query) => query switch
    {
        "" or "sslmode=prefer" => SslMode.Prefer,
        "sslmode=disable" => SslMode.Disable,
        "sslmode=allow" => SslMode.Allow,
        "sslmode=require" => SslMode.Require,
        "sslmode=verify-ca" => SslMode.VerifyCA,
        "sslmode=verify-full" => SslMode.VerifyFull,
        _ => throw Wrong(place, $"says '{query}', where only sslmode may be said: disable, allow, prefer, require, verify-ca, verify-full"),
    };

    private static CannotGoOnException Wrong(string place, string what) =>
        CannotGoOnException.Wrong($"'{place}' {what}. Correct it in --journal or $CUTOVER_JOURNAL.");
}
