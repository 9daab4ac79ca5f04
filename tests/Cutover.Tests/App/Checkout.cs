using System.Diagnostics;

namespace Cutover.Tests;

/// <summary>A small repository with the real scripts in it. Its dotnet notes every build and prints what a program is given.</summary>
internal sealed class Checkout : IDisposable
{
    private const string Dotnet = """
        #!/usr/bin/env bash
        root=@root@
        case $1 in
          build|publish)
            echo build >>"$root/builds"
            sleep 0.2
            if [[ -f $root/broken ]]; then echo "Night.cs(1,1): error CS1002: ; expected"; exit 1; fi
            mkdir -p "$root/runbooks/Ietf/bin/Release/publish"
            touch "$root/runbooks/Ietf/bin/Release/publish/Ietf.dll"
            ;;
          restore|list) exit 0 ;;
          */tests/*)
            counters=${1%.dll}.counters
            while [[ $# -gt 0 && $1 != -result-trx ]]; do shift; done
            if [[ -f $counters ]]; then echo "<TestRun><ResultSummary><Counters $(cat "$counters") /></ResultSummary></TestRun>" >"$2"; fi
            exit "$(cat "${counters%.counters}.code")"
            ;;
          *)
            shift
            if [[ $1 == home ]]; then echo "$DOTNET_CLI_HOME"; exit; fi
            printf '[%s]' "$1"; printf ' [%s]' "${@:2}"; echo
            if [[ ${*: -1} == "exit "* ]]; then eval "${*: -1}"; fi
            ;;
        esac
        """;

    public Checkout()
    {
        Root = Directory.CreateTempSubdirectory("cutover-checkout-").FullName;
        foreach (var directory in (string[])["runbooks/Ietf", "lab", "tests", ".ci", "path"])
            Directory.CreateDirectory(Path.Combine(Root, directory));
        foreach (var script in (string[])["cutover", "test", ".ci/run", ".ci/dotnet.sh"])
            File.Copy(Repository.Path(script), Path.Combine(Root, script));

        File.WriteAllText(Source, "");
        var dotnet = Path.Combine(Root, "path", "dotnet");
        File.WriteAllText(dotnet, Dotnet.Replace("@root@", Root, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        MakeToolsWithoutDotnet();
    }

    public string Root { get; }

    public string Source => Path.Combine(Root, "runbooks", "Ietf", "Night.cs");

    /// <summary>A PATH with everything that the scripts need but dotnet.</summary>
    public string WithoutDotnet => Path.Combine(Root, "tools");

    public int Builds => File.ReadAllLines(Path.Combine(Root, "builds")).Length;

    /// <summary>A test project whose host ends with this code and, unless it crashed, leaves this report.</summary>
    public void Tests(string name, string? counters, int code)
    {
        var output = Directory.CreateDirectory(Path.Combine(Root, "tests", name, "bin", "Release", "net10.0")).FullName;
        File.WriteAllText(Path.Combine(Root, "tests", name, $"{name}.csproj"), "<PackageReference Include=\"xunit.v3\" />");
        File.WriteAllText(Path.Combine(output, $"{name}.code"), $"{code}");
        if (counters is not null)
            File.WriteAllText(Path.Combine(output, $"{name}.counters"), counters);
    }

    public Task<(int Code, string Out, string Error)> RunAsync(string script, params string[] args) =>
        RunAsync(new Dictionary<string, string?>(StringComparer.Ordinal), script, args);

    public async Task<(int Code, string Out, string Error)> RunAsync(
        IReadOnlyDictionary<string, string?> environment, string script, params string[] args)
    {
        var start = new ProcessStartInfo("/bin/bash", [Path.Combine(Root, script), .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["PATH"] = $"{Path.Combine(Root, "path")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment.Remove("DOTNET_CLI_HOME");
        foreach (var (name, value) in environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private void MakeToolsWithoutDotnet()
    {
        Directory.CreateDirectory(WithoutDotnet);
        foreach (var tool in (string[])["bash", "dirname", "readlink", "find", "sort", "mkdir", "cmp", "flock", "mktemp", "mv", "rm"])
            File.CreateSymbolicLink(Path.Combine(WithoutDotnet, tool), Path.Combine("/usr/bin", tool));
    }
}
