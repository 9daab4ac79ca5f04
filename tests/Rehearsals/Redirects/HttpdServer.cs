using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Rehearsals;

/// <summary>A real httpd on loopback, without privileges, in a directory of its own that goes away with it.</summary>
internal sealed class HttpdServer : IAsyncDisposable
{
    internal const string Address = "127.0.0.22";

    private static readonly string[] Modules =
    [
        "mpm_event", "authz_core", "authz_host", "access_compat", "alias", "rewrite", "dir", "mime", "headers", "setenvif", "env",
            "expires",
        "filter", "deflate", "negotiation", "autoindex", "include",
    ];

    private readonly Process process;
    private bool disposed;

    private HttpdServer(string root, int port, Process process)
    {
        Root = root;
        Port = port;
        this.process = process;
    }

    internal string Root { get; }

    internal int Port { get; }

    private const string Binary = "/usr/sbin/apache2";

    /// <summary>The source file names of the modules that every configuration here is served with.</summary>
    internal static IReadOnlyList<string> ModuleFiles { get; } = [.. Modules.Select(name => name == "mpm_event" ? "event.c"
        : $"mod_{name}.c")];

    /// <summary>Installs what the lab needs, httpd with it, where it is missing.</summary>
    internal static Task Ensure(Action<string> progress) => Cutover.Lab.LabRequirements.EnsureAsync(progress, CancellationToken.None);

    internal static int AnyPort(int nth) =>
        23_000 + nth + int.Parse(Environment.GetEnvironmentVariable("CUTOVER_PORT_OFFSET") ?? "0", CultureInfo.InvariantCulture);

    /// <summary>Makes an empty directory that httpd's user may read, for document roots and configuration.</summary>
    internal static string NewRoot()
    {
        var root = Directory.CreateTempSubdirectory("cutover-httpd-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(root, (UnixFileMode)0x1ff);
        }

        return root;
    }

    /// <summary>What any configuration needs so that httpd runs here: a root, ports, and files of its own in
    /// <paramref name="root"/>.</summary>
    internal static string Settings(string serverRoot, string root, params int[] ports) => string.Join('\n',
    [
        $"ServerRoot {serverRoot}", $"PidFile {root}/httpd.pid", $"ErrorLog {root}/error.log", "LogLevel crit", $"Mutex fcntl:{root}",
        "MaxKeepAliveRequests 0", "KeepAliveTimeout 60", "StartServers 1", "ThreadsPerChild 8", "TypesConfig /etc/mime.types",
        .. ports.Select(port => $"Listen {Address}:{port}"),
    ]);

    /// <summary>The lines that every configuration begins with.</summary>
    internal static string Prologue(string root, int port) => string.Join('\n',
    [
        $"ServerRoot {root}", $"PidFile {root}/httpd.pid", $"ErrorLog {root}/error.log", "LogLevel crit", "ServerName probe.test",
        $"Listen {Address}:{port}", $"Mutex fcntl:{root}", "MaxKeepAliveRequests 0", "KeepAliveTimeout 60", "StartServers 1",
            "ThreadsPerChild 8",
        .. Modules.Select(name => $"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so"),
        "TypesConfig /etc/mime.types", "",
    ]);

    /// <summary>What httpd says against a configuration, or null where it accepts it.</summary>
    internal static async Task<string?> Complaint(string file)
    {
        using var check = Start("-t", "-f", file);
        var error = await check.StandardError.ReadToEndAsync();
        await check.WaitForExitAsync();
        return check.ExitCode == 0 ? null : error;
    }

    internal static async Task<HttpdServer> Start(string root, string file, int port)
    {
        var started = Start("-DFOREGROUND", "-f", file);
        var server = new HttpdServer(root, port, started);
        for (var tries = 0; tries < 200; tries++)
        {
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(IPAddress.Parse(Address), port);
                return server;
            }
            catch (SocketException) when (!started.HasExited)
            {
                await Task.Delay(25);
            }
            catch (SocketException)
            {
                break;
            }
        }

        var said = await started.StandardError.ReadToEndAsync();
        await server.DisposeAsync();
        throw new InvalidOperationException($"httpd did not start with {file}: {said}");
    }

    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        if (!process.HasExited)
        {
            // Asked to, httpd ends its children too; killed, it can leave one behind that holds the port.
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await process.WaitForExitAsync(patience.Token);
        }

        process.Dispose();
    }

    /// <summary>Under root, httpd is started as nobody.</summary>
    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        if (Environment.UserName == "root")
        {
            start.FileName = "setpriv";
            string[] drop = ["--reuid=65534", "--regid=65534", "--clear-groups", Binary];
            Array.ForEach(drop, start.ArgumentList.Add);
        }
        else
        {
            start.FileName = Binary;
        }

        Array.ForEach(arguments, start.ArgumentList.Add);
        return Process.Start(start)!;
    }
}
