using System.CommandLine;
using Cutover.Lab;

namespace Cutover.LabCommand;

/// <summary>The lab by hand, without a night: to look around, and to clean up.</summary>
public static class Program
{
    private static readonly Option<LabSize> Size = new("--size") { Description = "small or full", DefaultValueFactory = _ => LabSize.Full };
    private static readonly Option<int> Offset = new("--port-offset") { Description = "added to every port" };
    private static readonly Option<string?> Place = new("--directory") { Description = "where the lab lives; a fresh start empties it" };

    private static readonly Option<LabParts> Parts = new("--parts") { Description = "all, mail or mailAndDatatracker" };

    private static readonly Option<LabHosts> Hosts = new("--hosts")
    {
        Description = "apart: each a network of its own, which root can make; shared: all on this machine's loopback",
        DefaultValueFactory = _ => LabOptions.Chosen(LabSize.Small).Hosts,
    };

    private static readonly Argument<string> One = new("host") { Description = "a host, such as db-old" };
    private static readonly Argument<string> Other = new("other") { Description = "another one" };

    /// <summary>0: done, or (status) everything runs; 1: the lab could not; 2: the arguments are wrong; 3: (status) not up.</summary>
    public static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Brings Cutover's lab up and down.")
        {
            Command("up", "a fresh lab", async (lab, cancellation) => await lab.UpAsync(adopt: false, cancellation)),
            Command("adopt", "start only what is dead of the lab that is there", async (lab, cancellation) =>
                await lab.UpAsync(adopt: true, cancellation)),
            Command("down", "stop everything in order", async (lab, cancellation) =>
            {
                await lab.DownAsync(cancellation);
                return lab.Estate;
            }),
            Command("sweep", "end at once whatever is left of the lab", async (lab, cancellation) =>
            {
                Console.WriteLine($"ended {await lab.SweepAsync(cancellation)} processes");
                return lab.Estate;
            }),
            Command("status", "whether everything that should run runs", async (lab, cancellation) =>
                await lab.IsUpAsync(cancellation) ? lab.Estate : null),
            Between("cut", "cut two hosts off from each other", (lab, one, other, cancellation) => lab.CutAsync(one, other, cancellation)),
            Between("mend", "let them reach each other again", (lab, one, other, cancellation) => lab.MendAsync(one, other, cancellation)),
            Requirements(),
        };
        return root.Parse(args).InvokeAsync();
    }

    private static Command Command(string name, string description, Func<RehearsalLab, CancellationToken, Task<LabEstate?>> work)
    {
        var command = new Command(name, description) { Size, Offset, Place, Parts, Hosts };
        command.SetAction((parsed, cancellation) => ToldAsync(async () => await work(Lab(parsed), cancellation) is null ? 3 : 0));
        return command;
    }

    private static Command Between(
        string name, string description, Func<RehearsalLab, string, string, CancellationToken, Task> work)
    {
        var command = new Command(name, description) { One, Other, Size, Offset, Place, Parts, Hosts };
        command.SetAction((parsed, cancellation) => ToldAsync(async () =>
        {
            await work(Lab(parsed), parsed.GetValue(One)!, parsed.GetValue(Other)!, cancellation);
            return 0;
        }));
        return command;
    }

    private static RehearsalLab Lab(ParseResult parsed) =>
        new(
            new LabOptions(
                parsed.GetValue(Size), parsed.GetValue(Offset), parsed.GetValue(Place), parsed.GetValue(Parts), parsed.GetValue(Hosts)),
            Console.WriteLine);

    private static Command Requirements()
    {
        var command = new Command("require", "install the packages that a lab needs, without one");
        command.SetAction((_, cancellation) => ToldAsync(async () =>
        {
            await LabRequirements.EnsureAsync(Console.WriteLine, cancellation);
            return 0;
        }));
        return command;
    }

    private static async Task<int> ToldAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (LabException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
