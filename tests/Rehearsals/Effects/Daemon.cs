using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cutover.Rehearsals;

/// <summary>A real server in the foreground. It ends with the test, also when the test program is killed.</summary>
internal sealed class Daemon : IDisposable
{
    private const string UntilEndOfInput = """exec 3<&0; "$@" </dev/null 3<&- & child=$!; read -r _ <&3; kill -TERM $child; wait $child""";

    /// <summary>Node and workerd read 200 MB of programs, from a cold disk the first time.</summary>
    private const int PatienceSeconds = 60;

    /// <summary>Below those that the kernel gives to whoever asks for any (ip(7), ip_local_port_range), above those of the labs.</summary>
    private const int FirstPort = 25_000;

    private const int Ports = 7_000;

    private static int s_ports = Environment.ProcessId;

    private readonly Process _shell;

    private Daemon(Process shell) => _shell = shell;

    /// <summary>
    /// A port that nobody has at this moment, and that nobody in this process is given again soon. One that the kernel had chosen could be
    /// another's a moment later: a server of Node's asks for several, and answers on each.
    /// </summary>
    public static int FreePort(string address)
    {
        while (true)
        {
            var port = FirstPort + (int)((uint)Interlocked.Increment(ref s_ports) % Ports);
            using var listener = new TcpListener(IPAddress.Parse(address), port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // The next one.
            }
        }
    }

    /// <summary>Starts it and waits until it accepts connections.</summary>
    public static async Task<Daemon> StartAsync(string address, int port, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("sh", ["-c", UntilEndOfInput, "daemon", program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var shell = Process.Start(start)!;
        var said = new StringBuilder();
        void Hear(object sender, DataReceivedEventArgs line)
        {
            lock (said)
                said.AppendLine(line.Data);
        }

        shell.ErrorDataReceived += Hear;
        shell.OutputDataReceived += Hear;
        shell.BeginErrorReadLine();
        shell.BeginOutputReadLine();
        var deadline = DateTime.UtcNow.AddSeconds(PatienceSeconds);
        while (!await AcceptsAsync(address, port))
        {
            if (shell.HasExited || DateTime.UtcNow > deadline)
            {
                var ended = shell.HasExited;
                shell.Kill(entireProcessTree: true);
                await shell.WaitForExitAsync(CancellationToken.None);
                var state = ended ? $"it ended with code {shell.ExitCode}" : $"it runs, after {PatienceSeconds} s";
                lock (said)
                    throw new InvalidOperationException($"{program} does not accept at {address}:{port}: {state}; said: {said}");
            }

            await Task.Delay(10, CancellationToken.None);
        }

        return new Daemon(shell);
    }

    /// <summary>Ends it, as a crash of its host would.</summary>
    public void Dispose()
    {
        if (!_shell.HasExited)
        {
            _shell.StandardInput.Close();
            if (!_shell.WaitForExit(TimeSpan.FromSeconds(5)))
                _shell.Kill(entireProcessTree: true);
        }

        _shell.Dispose();
    }

    private static async Task<bool> AcceptsAsync(string address, int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
