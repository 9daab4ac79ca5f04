using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cutover.Lab;

/// <summary>
/// RabbitMQ without any right: its own cookie, names server and directories, one scheduler thread, on loopback alone. What it has confirmed
/// is on disk, so it is killed when it is stopped: an orderly end takes seconds and gains nothing.
/// </summary>
internal sealed class BrokerConfiguration(LabEstate estate, LabBroker broker)
{
    private const int SaltBytes = 4;

    private string Script => Path.Combine(estate.Directory, "bin", "broker");

    /// <summary>The files, by path; passwords are hashed as RabbitMQ does (docs, "password hashing").</summary>
    public IEnumerable<(string File, string Text)> Files()
    {
        yield return (In(".erlang.cookie"), LabSecrets.Token());
        yield return (In("enabled_plugins"), "[rabbitmq_management].\n");
        yield return (In("definitions.json"), Definitions(broker, broker.ForArchive()));

        // As Erlang's terms and not as rabbitmq.conf, whose translation takes a second.
        yield return (In("advanced.config"),
            $$$"""
            [{rabbit, [{tcp_listeners, [{"{{{broker.Address.Host}}}", {{{broker.Address.Port}}}}]}, {loopback_users, []},
                       {vm_memory_high_watermark, {absolute, 268435456}}, {disk_free_limit, 50000000}]},
             {rabbitmq_management, [{tcp_config, [{ip, "{{{broker.Api.Host}}}"}, {port, {{{broker.Api.Port}}}}]},
                                    {load_definitions, "{{{In("definitions.json")}}}"}]}].

            """);
    }

    public Unit Unit => new(broker.Unit, [Script])
    {
        Listens = broker.Address,
        StopSignal = "KILL",
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = broker.Directory,
            ["ERL_EPMD_PORT"] = $"{broker.Names.Port}",
            ["ERL_EPMD_ADDRESS"] = broker.Names.Host,
            ["RABBITMQ_NODENAME"] = $"{broker.Unit}@localhost",
            ["RABBITMQ_DIST_PORT"] = $"{broker.Distribution.Port}",
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_CONFIG_FILE"] = In("none"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = In("advanced.config"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = In("enabled_plugins"),
            ["RABBITMQ_MNESIA_BASE"] = In("data"),
            ["RABBITMQ_LOG_BASE"] = In("log"),
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_LOG"] = "warning",
            ["RABBITMQ_PID_FILE"] = In("pid"),

            // The program becomes the daemon itself, without a shell before it that would have to be told everything.
            ["RUNNING_UNDER_SYSTEMD"] = "1",
            ["RABBITMQ_IO_THREAD_POOL_SIZE"] = "4",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none "
                + $"-kernel inet_dist_use_interface {{{broker.Distribution.Host.Replace('.', ',')}}}",
        },
    };

    /// <summary>Erlang's names server (epmd) stays in the foreground; RabbitMQ would start one that nobody ends.</summary>
    public Unit NamesUnit =>
        new(broker.NamesUnit, [RequiredProgram.PathOf("epmd"), "-address", broker.Names.Host, "-port", $"{broker.Names.Port}"])
        {
            Listens = broker.Names,
        };

    private string In(string file) => Path.Combine(broker.Directory, file);

    /// <summary>One virtual host and one user for each application.</summary>
    private static string Definitions(params LabBroker[] users) => JsonSerializer.Serialize(new
    {
        vhosts = users.Select(user => new { name = user.VirtualHost }),
        users = users.Select(user => new
        {
            name = user.User,
            password_hash = Hashed(File.ReadAllText(user.PasswordFile).Trim()),
            hashing_algorithm = "rabbit_password_hashing_sha256",
            tags = "monitoring",
        }),
        permissions = users.Select(user => new { user = user.User, vhost = user.VirtualHost, configure = ".*", write = ".*", read = ".*" }),
        queues = users.Select(user => new
        {
            name = user.Queue, vhost = user.VirtualHost, durable = true, auto_delete = false, arguments = new { },
        }),
    });

    private static string Hashed(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Convert.ToBase64String([.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)])]);
    }
}
