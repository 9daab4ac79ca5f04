using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Rehearsals;

/// <summary>A compiled script in real workerd. What it passes on is answered with a status that nothing else gives.</summary>
internal sealed class EdgeServer : IAsyncDisposable
{
    /// <summary>No old rule answers.</summary>
    internal const int PassedOn = 299;

    private const string Main = """
        import { answer } from "redirects.js";
        export default { fetch(request) { return answer(request) ?? new Response(null, { status: 299 }); } };
        """;

    private readonly Process process;
    private readonly Task<string[]> said;

    private EdgeServer(Process process, int port)
    {
        this.process = process;
        Port = port;
        said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    internal int Port { get; }

    internal static Task<EdgeServer> Start(string folder, string module, int port) =>
        Start(folder, new() { ["main.js"] = Main, ["redirects.js"] = module }, [], port);

    /// <summary>Whole Workers: the first module is the one that is asked.</summary>
    internal static async Task<EdgeServer> Start(
        string folder, OrderedDictionary<string, string> modules, Dictionary<string, string> bindings, int port)
    {
        var binary = await Cutover.Lab.NpmPrograms.WorkerdAsync(CancellationToken.None);
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in modules)
        {
            await File.WriteAllTextAsync($"{folder}/{name}", text);
        }

        var embedded = string.Join(", ", modules.Keys.Select(name => $"(name = \"{name}\", esModule = embed \"{name}\")"));
        var bound = string.Join(", ", bindings.Select(pair => $"(name = \"{pair.Key}\", text = \"{pair.Value}\")"));
        await File.WriteAllTextAsync($"{folder}/edge.capnp", $$"""
            using Workerd = import "/workerd/workerd.capnp";
            const config :Workerd.Config = (
              services = [ (name = "main", worker = .edge) ],
              sockets = [ (name = "http", address = "{{HttpdServer.Address}}:{{port}}", http = (), service = "main") ] );
            const edge :Workerd.Worker = ( compatibilityDate = "2026-04-01", modules = [ {{embedded}} ], bindings = [ {{bound}} ] );
            """);
        var start = new ProcessStartInfo(binary) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add("serve");
        start.ArgumentList.Add($"{folder}/edge.capnp");
        var server = new EdgeServer(Process.Start(start)!, port);
        for (var tries = 0; tries < 400; tries++)
        {
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(IPAddress.Parse(HttpdServer.Address), port);
                return server;
            }
            catch (SocketException) when (!server.process.HasExited)
            {
                await Task.Delay(25);
            }
            catch (SocketException)
            {
                break;
            }
        }

        throw new InvalidOperationException($"workerd did not start with {folder}/edge.capnp: {await server.Stop()}");
    }

    public async ValueTask DisposeAsync() => await Stop();

    /// <summary>Ends it, and gives what it said: a script that fails says so.</summary>
    internal async Task<string> Stop()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        return string.Concat(await said).Trim();
    }
}
