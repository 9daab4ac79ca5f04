using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>/a: copied while it is used, its last changes carried inside the freeze, proved byte by byte.</summary>
internal sealed class FilesMove(RunbookBuilder night)
{
    private Step<ManifestSeen>? _oldHashes;
    private Step<ManifestSeen>? _newHashes;
    private Step<PassSeen>? _near;

    public Step[] Prepare()
    {
        var floor = night.Prepare("files.floor", Files.Floor(IetfPlaces.OldFiles)).OwnedBy(IetfRoles.Operations);
        var copy = night.Prepare("files.copy", Files.Copy(IetfPlaces.OldFiles, IetfPlaces.NewFiles)).After(floor)
            .Within(30.Minutes()).Expect(4.Seconds()).Stays("a copy on the new side does no harm");
        _oldHashes = night.Prepare("files.hash-old", Files.HashAhead(IetfPlaces.OldFiles)).After(copy).Within(30.Minutes())
            .Expect(2.Seconds());
        _newHashes = night.Prepare("files.hash-new", Files.HashAhead(IetfPlaces.NewFiles)).After(copy, _oldHashes).Within(30.Minutes())
            .Expect(2.Seconds());
        return [_oldHashes, _newHashes];
    }

    /// <summary>What has changed since the copy, while everybody still writes: the less is left for the outage.</summary>
    public Step Near(params Step[] after) =>
        _near = night.Freeze("files.near", Files.CopyChanged(IetfPlaces.OldFiles, IetfPlaces.NewFiles)).After(after)
            .Within(10.Minutes()).Expect(600.Milliseconds()).Stays("a copy on the new side does no harm");

    /// <summary>The last changes, once every old writer is stopped, and the proof that nothing else differs.</summary>
    /// <param name="refused">From here on new writes are refused, and the old writers end.</param>
    /// <param name="stopped">They have ended.</param>
    public Step Transfer(Step refused, Step[] stopped)
    {
        var changed = night.Transfer("files.changed", Files.CopyChanged(IetfPlaces.OldFiles, IetfPlaces.NewFiles, _near)).After(refused)
            .Within(2.Minutes()).Expect(600.Milliseconds()).Stays("a copy on the new side does no harm");
        var quiet = night.Freeze("files.quiet", Files.NoWriters(IetfPlaces.OldFiles)).After(stopped).Within(30.Seconds());
        return night.Transfer("files.same", Files.FinalDelta(IetfPlaces.OldFiles, IetfPlaces.NewFiles, _oldHashes, _newHashes))
            .After(quiet, changed)
            .Within(2.Minutes()).Expect(800.Milliseconds()).Stays("a copy on the new side does no harm").OwnedBy(IetfRoles.Operations);
    }

    /// <summary>After the opening, new files come back; nothing on the old side is deleted.</summary>
    /// <param name="opened">The openings after which files may have been written.</param>
    /// <returns>The step after which the old side has every file.</returns>
    public Step WayBack(params Step[] opened)
    {
        var copied = night.Back(Phase.Transfer, "files.back.copy", Files.CopyBack(IetfPlaces.NewFiles, IetfPlaces.OldFiles))
            .IfBegun(opened).AfterUndoOf(opened).Within(10.Minutes());
        return night.Back(Phase.Prove, "files.back.same", Files.Contains(IetfPlaces.NewFiles, IetfPlaces.OldFiles))
            .IfBegun(opened).After(copied).Within(10.Minutes());
    }
}
