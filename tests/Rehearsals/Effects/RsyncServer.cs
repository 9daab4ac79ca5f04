using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>An rsync daemon with one module that a password opens for writing.</summary>
internal sealed class RsyncServer : IDisposable
{
    private const string Password = "open s3same";

    private readonly TestFolder _folder = new();
    private Daemon? _rsync;

    public string Url { get; private set; } = "";

    /// <summary>The file the driver reads the password from.</summary>
    public string SecretFile => _folder["password"];

    public static async Task<RsyncServer> StartAsync(string address, string path)
    {
        var server = new RsyncServer();
        var port = Daemon.FreePort(address);
        server._folder.Write("password", $"{Password}\n");
        var secrets = server._folder.Write("secrets", $"cutover:{Password}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(secrets, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var owner = Environment.IsPrivilegedProcess ? "uid = 0\ngid = 0\n" : "";
        server._folder.Write("rsyncd.conf", $"""
            address = {address}
            port = {port}
            use chroot = no
            pid file = {server._folder["rsyncd.pid"]}
            lock file = {server._folder["rsyncd.lock"]}
            log file = {server._folder["rsyncd.log"]}
            {owner}[a]
            path = {path}
            read only = no
            auth users = cutover
            secrets file = {secrets}
            """ + "\n");
        server._rsync = await Daemon.StartAsync(
            address, port, "rsync", "--daemon", "--no-detach", "--config", server._folder["rsyncd.conf"]);
        server.Url = $"rsync://cutover@{address}:{port}/a";
        return server;
    }

    public void Dispose()
    {
        _rsync?.Dispose();
        _folder.Dispose();
    }
}
