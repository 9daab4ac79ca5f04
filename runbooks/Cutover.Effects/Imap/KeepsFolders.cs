using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check that a client which had synced with the old server goes on with the new one: every folder is there with its UIDVALIDITY, no
/// message that was remembered has another UID or is gone, and no UID is given twice.
/// </summary>
/// <param name="Server">The new server.</param>
/// <param name="Before">What a client learnt of the old one.</param>
public sealed record KeepsFolders(Place<ImapAddress> Server, Step<FoldersSeen> Before) : IProbe<FoldersSeen>
{
    private const int Named = 5;

    public string Verb => $"see that clients of {Server} find what they remember";

    public async ValueTask<Finding<FoldersSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var before = context.Read(Before).Folders;
        var now = await ImapReader.ReadAsync(context, Server, cancellation);
        var faults = before.SelectMany(folder =>
            Faults(folder, now.Folders.FirstOrDefault(other => other.Name == folder.Name))).ToList();
        return faults.Count == 0
            ? Finding.Done(now, $"{Server} has the {before.Length} folders that clients remember, with the same UIDs")
            : Finding.NotDone(now, $"{Server} would have clients fetch again or miss mail: {string.Join("; ", faults.Take(Named))}"
                + (faults.Count > Named ? $" and {faults.Count - Named} more" : ""));
    }

    private static IEnumerable<string> Faults(FolderSeen before, FolderSeen? now)
    {
        if (now is null)
        {
            yield return $"{before.Name} is not there";
            yield break;
        }

        if (now.UidValidity != before.UidValidity)
        {
            yield return $"{before.Name} has UIDVALIDITY {now.UidValidity}, clients remember {before.UidValidity}";
            yield break;
        }

        if (now.UidNext < before.UidNext)
            yield return $"{before.Name} would give UID {now.UidNext} again, clients remember {before.UidNext} as the next";
        if (now.Messages < before.Messages)
            yield return $"{before.Name} holds {now.Messages} messages, clients remember {before.Messages}";

        // Of those that were the newest then, newer ones may have pushed some out of what is looked at.
        var first = now.Newest.Length == 0 ? uint.MaxValue : Uid(now.Newest[0]);
        foreach (var gone in before.Newest.Where(message => Uid(message) >= first).Except(now.Newest, StringComparer.Ordinal))
            yield return $"{before.Name} has not {gone[(gone.IndexOf(' ', StringComparison.Ordinal) + 1)..]} as UID {Uid(gone)}";
    }

    private static uint Uid(string message) => uint.Parse(message.AsSpan(0, message.IndexOf(' ', StringComparison.Ordinal)));
}
