using System.Diagnostics;
using Cutover.Effects;
using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>sshd, which lets this very user in with a key of its own.</summary>
internal sealed class SshServer : IDisposable
{
    private readonly TestFolder _folder = new();
    private Daemon? _sshd;

    public HostAddress Address { get; private set; } = new();

    public static async Task<SshServer> StartAsync(string address)
    {
        var server = new SshServer();
        var folder = server._folder;
        var port = Daemon.FreePort(address);
        await KeyAsync(folder["host"]);
        await KeyAsync(folder["user"]);
        var hostKey = await File.ReadAllTextAsync(folder["host.pub"]);
        folder.Write("known_hosts", $"[{address}]:{port} {hostKey}");
        folder.Write("sshd_config", $"""
            Port {port}
            ListenAddress {address}
            HostKey {folder["host"]}
            AuthorizedKeysFile {folder["user.pub"]}
            PidFile {folder["sshd.pid"]}
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            StrictModes no
            UsePAM no
            """ + "\n");
        if (Environment.IsPrivilegedProcess)
            Directory.CreateDirectory("/run/sshd");
        server._sshd = await Daemon.StartAsync(address, port, "/usr/sbin/sshd", "-D", "-e", "-f", folder["sshd_config"]);
        server.Address = new HostAddress
        {
            Host = address,
            Port = port,
            User = Environment.UserName,
            IdentityFile = folder["user"],
            KnownHostsFile = folder["known_hosts"],
            LockDirectory = folder["locks"],
        };
        return server;
    }

    public void Dispose()
    {
        _sshd?.Dispose();
        _folder.Dispose();
    }

    private static async Task KeyAsync(string path)
    {
        using var keygen = Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path]);
        await keygen.WaitForExitAsync();
    }
}
