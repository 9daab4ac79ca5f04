using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Syncs all shared folders and remembers what a client would: validity, UIDs and the newest messages of each.</summary>
/// <param name="Server">The server.</param>
public sealed record SyncFolders(Place<ImapAddress> Server) : IProbe<FoldersSeen>
{
    public string Verb => $"sync the folders of {Server}";

    public async ValueTask<Finding<FoldersSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var seen = await ImapReader.ReadAsync(context, Server, cancellation);
        return seen.Folders.Length > 0
            ? Finding.Done(seen, $"{Server} has {seen.Folders.Length} folders with {seen.Folders.Sum(folder => folder.Messages)} messages")
            : Finding.NotDone(seen, $"{Server} has no folder that begins with {context.At(Server).Prefix}; is its mail mounted?");
    }
}
