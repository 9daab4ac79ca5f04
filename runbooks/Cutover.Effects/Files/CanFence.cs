using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check, days ahead, that writers can be kept out of a directory when it is time: only root may mount, and may see whose files are open.
/// </summary>
/// <param name="Directory">The directory that will be fenced.</param>
public sealed record CanFence(Place<DirectoryAddress> Directory) : IProbe<FenceMeans>
{
    public string Verb => $"see that writers can be kept out of {Directory}";

    public async ValueTask<Finding<FenceMeans>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var address = context.At(Directory);
        var asked = await Leash.RunAsync(new Errand(address.Host, ["sh", "-c", "[ \"$(id -u)\" = 0 ]"]), cancellation);
        var seen = new FenceMeans(asked.ExitCode == 0, await FenceFiles.MountAsync(context, Directory, cancellation) is not null);
        if (!seen.IsRoot)
            return Finding.NotDone(seen, $"{address.Path} can be fenced by root alone, and {address.Host} is entered as somebody else; "
                + $"give {Directory} a host with user root in the estate's file");

        return Finding.Done(seen, seen.IsMount
            ? $"{Directory} is a mount, which can be made read-only"
            : $"{Directory} is no mount of its own: whoever has a file open for writing is seen, and who opens one later is not");
    }
}
