using System.Net.Sockets;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Syncs all shared folders and remembers what a client would: validity, UIDs and the newest messages of each.</summary>
/// <param name="Server">The server.</param>
public sealed record SyncFolders(Place<ImapAddress> Server) : IProbe<FoldersSeen>
{
    /// <summary>Whether a server at which nothing listens is as good: whom nobody asks gives no UIDs.</summary>
    public bool MayBeDown { get; init; }

    public string Verb => $"sync the folders of {Server}";

    public async ValueTask<Finding<FoldersSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        FoldersSeen seen;
        try
        {
            seen = await ImapReader.ReadAsync(context, Server, cancellation);
        }
        catch (EffectException down) when (MayBeDown
            && down.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return Finding.Done(new FoldersSeen([]), $"nothing listens at {Server}, so nobody is given UIDs there");
        }

        return seen.Folders.Length > 0
            ? Finding.Done(seen, $"{Server} has {seen.Folders.Length} folders with {seen.Folders.Sum(folder => folder.Messages)} messages")
            : Finding.NotDone(seen, $"{Server} has no folder that begins with {context.At(Server).Prefix}; is its mail mounted?");
    }
}
