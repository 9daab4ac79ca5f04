using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A check that a directory holds what it must hold before anything is deleted in its name.</summary>
public sealed record FloorCheck(Place<DirectoryAddress> Directory) : IProbe<FilesSeen>
{
    public string Verb => $"see that {Directory} is all there";

    public async ValueTask<Finding<FilesSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var address = context.At(Directory);
        var tree = await DirectoryTree.ReadAsync(address, null, living: true, cancellation);
        var seen = new FilesSeen(tree.Files, tree.Bytes, 0);
        return Below(Directory, address.Floor, tree) is { } below
            ? Finding.NotDone(seen, below)
            : Finding.Done(seen, $"{Directory} holds {tree.Files} files, {tree.Bytes} bytes and {address.Floor!.Sentinel}");
    }

    /// <summary>Why a source may not be copied with deletion; null where it may.</summary>
    internal static string? Below(Place<DirectoryAddress> directory, FileFloor? floor, DirectoryTree tree)
    {
        if (floor is null or { Files: < 1 } or { Bytes: < 1 } or { Sentinel: "" })
            return $"{directory} has no floor in the estate's file; give it the files and bytes it must at least hold and a sentinel file";
        if (tree.Files < floor.Files)
            return $"{directory} holds {tree.Files} files, its floor is {floor.Files}; is its file system mounted?";
        if (tree.Bytes < floor.Bytes)
            return $"{directory} holds {tree.Bytes} bytes, its floor is {floor.Bytes}; were files truncated?";

        return tree.Entries.TryGetValue(floor.Sentinel, out var sentinel) && sentinel.IsFile
            ? null
            : $"{directory} lacks its sentinel file {floor.Sentinel}; is its file system mounted?";
    }

    /// <exception cref="EffectException">The source is below its floor.</exception>
    internal static void Refuse(Place<DirectoryAddress> from, FileFloor? floor, DirectoryTree tree)
    {
        if (Below(from, floor, tree) is { } below)
            throw new EffectException($"Nothing is copied with deletion: {below}.");
    }
}
