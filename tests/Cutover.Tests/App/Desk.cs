using Cutover.App;
using Spectre.Console.Testing;

namespace Cutover.Tests;

/// <summary>A directory of one's own, and the commands as an operator types them.</summary>
internal sealed class Desk : IDisposable
{
    public Desk()
    {
        Root = Directory.CreateTempSubdirectory("cutover-app-").FullName;
        Directory.CreateDirectory(Folder);
        Directory.CreateDirectory(Estates);
        WriteEstate("staging");
        Rehearsal = new SmallRehearsal(Folder);
        Journal = Home;
    }

    public string Root { get; }

    public string Folder => Path.Combine(Root, "folder");

    public string Estates => Path.Combine(Root, "estates");

    public string Home => Path.Combine(Root, "home");

    /// <summary>What --journal says.</summary>
    public string Journal { get; set; }

    public SmallRehearsal Rehearsal { get; set; }

    public Func<Night, Night> Change { get; set; } = night => night;

    /// <summary>What the last command wrote.</summary>
    public string Out { get; private set; } = "";

    public string Error { get; private set; } = "";

    public SmallNight.FolderAddress World => new(Folder);

    public void WriteEstate(string environment) => File.WriteAllText(
        Path.Combine(Estates, $"{environment}.yaml"), $"environment: {environment}\nplaces:\n  folder: {{ path: {Folder} }}\n");

    public Task<ExitCode> RunAsync(params string[] args) => RunAsync(TestContext.Current.CancellationToken, args);

    public async Task<ExitCode> RunAsync(CancellationToken interrupted, params string[] args)
    {
        using var console = new TestConsole();
        console.Profile.Width = 140;
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var night = Change(SmallNight.Program(Estates, Rehearsal));
        var code = await CutoverProgram.RunAsync([.. args, "--journal", Journal], night, new Terminal(console, output, error), interrupted);
        Out = output + console.Output;
        Error = error.ToString();
        return code;
    }

    /// <summary>How many runs there are.</summary>
    public int Runs => Directory.Exists(Path.Combine(Home, "runs"))
        ? Directory.GetDirectories(Path.Combine(Home, "runs"), "lab-*").Length : 0;

    public string Report(string file) => File.ReadAllText(Path.Combine(Home, "runs", "latest", file));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
