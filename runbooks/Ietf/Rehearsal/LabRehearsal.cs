using Cutover.App;
using Cutover.Lab;

namespace Ietf;

/// <summary>The night on one machine: the lab, with the crowd in it.</summary>
/// <param name="portOffset">Added to every port, so that several labs fit on one machine; null for what the environment says.</param>
/// <param name="directory">Where the lab lives; null for what the environment says, or the lab's own choice.</param>
internal sealed class LabRehearsal(int? portOffset = null, string? directory = null) : IRehearsal
{
    public async ValueTask<IRehearsedEstate> BringUpAsync(
        RehearsalOptions options, bool goesOn, Action<string> say, CancellationToken cancellation)
    {
        var size = options.Size == RehearsalSize.Full ? LabSize.Full : LabSize.Small;
        try
        {
            var lab = new RehearsalLab(LabOptions.Chosen(size, portOffset, directory), say);
            var only = OnlyDriver(lab.Estate.Directory);
            try
            {
                return await FilledAsync(lab, only, options, goesOn, say, cancellation);
            }
            catch
            {
                await only.DisposeAsync();
                throw;
            }
        }
        catch (LabException cannot)
        {
            throw new CannotGoOnException(ExitCode.Wrong, cannot.Message, cannot);
        }
    }

    private static async Task<RehearsedLab> FilledAsync(
        RehearsalLab lab, IDisposable only, RehearsalOptions options, bool goesOn, Action<string> say, CancellationToken cancellation)
    {
        if (goesOn)
            RefuseAnother(lab, options.Directory);
        await lab.UpAsync(adopt: goesOn, cancellation);
        if (goesOn)
            RefuseAnother(lab, options.Directory); // Somebody may have taken it down meanwhile, and what is up is a fresh one.
        var stacks = new LabStacks(lab.Estate, StackFiles.Config(null), TimeProvider.System);
        await stacks.UpAsync(cancellation);
        if (!goesOn)
        {
            LabQuestions.Write(lab.Estate, options.Directory);
            await File.WriteAllTextAsync(MadeFile(options.Directory), lab.Made, cancellation);
        }

        var before = await RunningBefore.SeeAsync(lab, options.Directory, goesOn, cancellation);
        var crowd = new LabCrowd(lab.Estate, options.Seed);
        await crowd.GatherAsync(goesOn, say, cancellation);
        return new RehearsedLab(lab, before, stacks, crowd, options, say, only);
    }

    /// <summary>What a run did, it did to one lab: to go on with another would be to believe what is not there.</summary>
    private static void RefuseAnother(RehearsalLab lab, string workDirectory)
    {
        var file = MadeFile(workDirectory);
        if (lab.Made is not { } now)
            throw new EstateGoneException($"the lab in {lab.Estate.Directory} is gone, was taken down, or is another build's.");
        if (!File.Exists(file) || File.ReadAllText(file) != now)
            throw new EstateGoneException($"the lab in {lab.Estate.Directory} was made anew since.");
    }

    private static string MadeFile(string workDirectory) => Path.Combine(workDirectory, "made");

    /// <summary>
    /// A lab is the machine's, not the clone's: a rehearsal from another clone must not sweep it away. Freed by the system when this
    /// process dies.
    /// </summary>
    private static FileStream OnlyDriver(string directory)
    {
        var file = $"{directory}.driver.lock";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (File.Exists(file))
        {
            throw new CannotGoOnException(
                ExitCode.Held, $"Another rehearsal uses the lab in {directory}; wait for it to end, or stop it, and try again.", taken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CannotGoOnException(
                ExitCode.Wrong,
                $"The lab cannot be made in {directory}: {refused.Message} Start in a directory that can be written.",
                refused);
        }
    }
}
