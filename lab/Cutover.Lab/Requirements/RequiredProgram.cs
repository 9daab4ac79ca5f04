namespace Cutover.Lab;

/// <summary>A program the lab runs, and the Debian package that brings it.</summary>
internal sealed record RequiredProgram(string Name, string Package, string? Directory = null)
{
    /// <summary>Debian's own programs of PostgreSQL 15, and nothing else under their names: its wrappers know other clusters.</summary>
    public const string Postgres = "/usr/lib/postgresql/15/bin";

    private static readonly string[] Places =
        ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RequiredProgram> All { get; } =
    [
        new("postgres", "postgresql-15", Postgres), new("initdb", "postgresql-15", Postgres),
        new("pg_dump", "postgresql-client-15", Postgres), new("psql", "postgresql-client-15", Postgres),
        new("nginx", "nginx"), new("apache2", "apache2"), new("knotd", "knot"), new("knsupdate", "knot-dnsutils"),
        new("unbound", "unbound"),
        new("postconf", "postfix"), new("newuidmap", "uidmap"), new("saslpasswd2", "sasl2-bin"), new("opendkim", "opendkim"),
        new("curl", "curl"), new("unshare", "util-linux"), new("nsenter", "util-linux"),
        new("dovecot", "dovecot-imapd"), new("rsync", "rsync"),
        new("rabbitmq-server", "rabbitmq-server", "/usr/lib/rabbitmq/bin"), new("epmd", "erlang-base"),
        new("ssh", "openssh-client"), new("sshd", "openssh-server"),
        new("npm", "npm") { IsNeeded = () => NpmPrograms.LacksSome },
        new("ip", "iproute2"), new("setpriv", "util-linux"), new("setsid", "util-linux"), new("flock", "util-linux"),
        new("mkfs.ext4", "e2fsprogs"),
    ];

    /// <summary>Whether the lab would start without it: npm is there to fetch workerd once.</summary>
    public Func<bool> IsNeeded { get; private init; } = () => true;

    /// <summary>Where it is, or null.</summary>
    public string? Find() =>
        (Directory is null ? Places : [Directory]).Select(place => Path.Combine(place, Name)).FirstOrDefault(File.Exists);

    /// <summary>Where the program of that name is.</summary>
    /// <exception cref="LabException">It is missing.</exception>
    public static string PathOf(string name)
    {
        var program = All.First(program => program.Name == name);
        return program.Find() ?? throw new LabException($"{name} is missing: install it with apt-get install {program.Package}.");
    }
}
