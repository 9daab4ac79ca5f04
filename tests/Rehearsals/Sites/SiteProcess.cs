using System.CommandLine;
using System.Diagnostics;
using Cutover.Sites;

namespace Cutover.Rehearsals;

/// <summary>The command as people type it: in this process, or in one that can be killed.</summary>
internal static class SiteProcess
{
    public static async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        var said = new StringWriter();
        var parsed = SiteCommand.Create().Parse(arguments);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = said, Error = said });
        return (code, said.ToString());
    }

    /// <summary>Does it, and shows what it said where it did not end well.</summary>
    public static async Task<string> DoneAsync(params string[] arguments)
    {
        var (code, said) = await RunAsync(arguments);
        Assert.True(code == 0, said);
        return said;
    }

    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [NightProcess.Program(), "site", .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
