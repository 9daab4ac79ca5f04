using Cutover.Effects;
using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>nginx as a front with modes, which answers for both sides itself.</summary>
internal sealed class NginxFront : IAsyncDisposable
{
    private const string Away = """
        internal;
        add_header Retry-After 5 always;
        add_header Cache-Control no-store always;
        """;

    private const string ByMode = """
        set $asked "$cutover_mode:$request_method";
        if ($asked ~ "^maintenance:") { return 599; }
        if ($asked ~ "^(read-only|testers):(?!GET$|HEAD$)") { return 599; }
        return 200 "$cutover_mode side";
        """;

    private static readonly string[] Modes = ["old", "read-only", "maintenance", "testers", "new"];
    private static readonly string[] TemporaryPaths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

    private readonly TestFolder _folder = new();
    private readonly string _address;
    private readonly int _port;
    private Daemon? _nginx;

    private NginxFront(string address, TrafficMode mode)
    {
        _address = address;
        _port = Daemon.FreePort(address);
        _folder.Write($"modes/www/{(mode == TrafficMode.ReadOnly ? "read-only" : mode.ToString().ToLowerInvariant())}", "");
    }

    /// <summary>The mode in the file, which a test may change as somebody else would.</summary>
    public string Mode
    {
        get => Path.GetFileName(Directory.GetFiles(_folder["modes/www"]).Single());
        set => File.Move(Directory.GetFiles(_folder["modes/www"]).Single(), _folder[$"modes/www/{value}"], overwrite: true);
    }

    public string ConnectTo => $"{_address}:{_port}";

    public FrontAddress Address => new()
    {
        Host = new HostAddress { LockDirectory = _folder["locks"] },
        ModesDirectory = _folder["modes"],
        ConnectTo = ConnectTo,
        Services = new Dictionary<string, string>(StringComparer.Ordinal) { ["www"] = "http://www.lab.test/.cutover/mode" },
    };

    public SiteAddress Site => new() { Url = "http://www.lab.test", ConnectTo = ConnectTo };

    public static async Task<NginxFront> StartAsync(string address, TrafficMode mode)
    {
        var front = new NginxFront(address, mode);
        front.Configure();
        await front.UpAsync();
        return front;
    }

    public async Task UpAsync() =>
        _nginx = await Daemon.StartAsync(_address, _port, "nginx", "-p", _folder.Path, "-c", _folder["nginx.conf"], "-g", "daemon off;");

    public void Down()
    {
        _nginx?.Dispose();
        _nginx = null;
    }

    public ValueTask DisposeAsync()
    {
        Down();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Configure()
    {
        Directory.CreateDirectory(_folder["tmp"]);
        var modes = "set $cutover_mode '';\n" + string.Concat(Modes.Concat(Modes).Select(
            mode => $"if (-f {_folder["modes"]}/www/{mode}) {{ set $cutover_mode {mode}; }}\n"));
        var paths = string.Concat(TemporaryPaths.Select(kind => $"{kind}_temp_path {_folder["tmp"]}/{kind};\n"));
        _folder.Write("nginx.conf", $$"""
            worker_processes 2;
            pid {{_folder["nginx.pid"]}};
            error_log {{_folder["error.log"]}} warn;
            events { worker_connections 1024; }
            http {
              access_log off;
              {{paths}}
              server {
                listen {{ConnectTo}};
                server_name www.lab.test;
                {{modes}}
                default_type text/html;
                location = /.cutover/mode { default_type text/plain; return 200 $cutover_mode; }
                location /api/ { error_page 599 =503 @json; {{ByMode}} }
                location / { error_page 599 =503 @html; {{ByMode}} }
                location @json { {{Away}} default_type application/json; return 503 '{"error":"maintenance","retry_after":5}'; }
                location @html { {{Away}} return 503 "<p>We are moving. Please come back soon.</p>"; }
              }
            }
            """);
    }
}
