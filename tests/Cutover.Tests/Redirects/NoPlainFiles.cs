using System.CommandLine;
using System.Diagnostics;
using System.Net.Sockets;
using Cutover.Redirects;
using Cutover.Sites;

namespace Cutover.Tests;

/// <summary>What a person may name by mistake where a file is meant: each is one sentence, at once.</summary>
public sealed class NoPlainFiles : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string folder = Directory.CreateTempSubdirectory("cutover-files-").FullName;
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public NoPlainFiles()
    {
        using var made = Process.Start("mkfifo", [At("pipe")]);
        made.WaitForExit();
        Directory.CreateDirectory(At("directory"));
        File.CreateSymbolicLink(At("nowhere"), At("gone"));
        socket.Bind(new UnixDomainSocketEndPoint(At("socket")));
        File.WriteAllText(At("good"), "Redirect /a /b\n");
    }

    public static TheoryData<string, string> Wrong { get; } = new()
    {
        { "pipe", "it is a pipe" },
        { "directory", "it is a directory" },
        { "nowhere", "it is a link to " },
        { "socket", "it is a socket" },
        { "gone", "No such file or directory" },
        { "/dev/zero", "it is a device" },
        { "/proc/self/mem", "Input/output error" },
    };

    public void Dispose()
    {
        socket.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task An_htaccess_file_that_is_none_is_refused_by_every_command(string name, string why)
    {
        var file = At(name);
        await Refused(file, why, "compile", "--htaccess", file, "--out", At("out"));
        await Refused(file, why, "explain", "/", "--htaccess", file);
        await Refused(file, why, "report", "--htaccess", file);
        await Refused(file, why, "check", "--htaccess", file, "--ask", "http://127.0.0.1:1");
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task An_access_log_that_is_none_is_refused(string name, string why) =>
        await Refused(At(name), why, "compile", "--htaccess", At("good"), "--out", At("out"), "--access-log", At(name));

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Recorded_answers_that_are_no_file_are_refused(string name, string why) =>
        await Refused(At(name), why, "check", "--htaccess", At("good"), "--ask", "http://127.0.0.1:1", "--recorded", At(name));

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_configuration_that_is_no_file_is_refused_with_file_and_line(string name, string why)
    {
        var file = At(name);
        var said = name is "gone" or "nowhere" ? "There is no configuration" : why;
        await Refused(file, said, "explain", "/", "--mirror", "/", "--config", file);
        if (name == "directory")
            return;

        await File.WriteAllTextAsync(At("main"), $"ServerName h.test\nInclude {file}\n");
        await Refused(At("main") + ":2", why, "explain", "/", "--mirror", "/", "--config", At("main"));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void The_settings_of_a_site_that_are_no_file_are_refused(string name, string why)
    {
        var refused = Assert.Throws<SiteException>(() => SiteSettingsFile.Read(At(name)));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    private async Task Refused(string names, string why, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = new RootCommand { RedirectsCommand.Create(folder) };
        var stop = TestContext.Current.CancellationToken;

        // On a thread of its own: opening a pipe would hold this one.
        var run = Task.Run(() => root.Parse(["redirects", .. arguments]).InvokeAsync(new() { Output = output, Error = error }, stop), stop);
        Assert.Equal(2, await run.WaitAsync(Patience, stop));
        var said = error.ToString();
        Assert.Contains(names, said, StringComparison.Ordinal);
        Assert.Contains(why, said, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
    }

    private string At(string name) => Path.Combine(folder, name);
}
