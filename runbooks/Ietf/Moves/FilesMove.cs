using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>Shared files: copied while they are used, their last changes carried inside the freeze, proved byte by byte.</summary>
/// <param name="night">The plan it is written into.</param>
/// <param name="name">What its steps begin with.</param>
/// <param name="old">The directory on the old side.</param>
/// <param name="next">The directory on the new side.</param>
internal sealed class FilesMove(RunbookBuilder night, string name, Place<DirectoryAddress> old, Place<DirectoryAddress> next)
{
    private Step<ManifestSeen>? _oldHashes;
    private Step<ManifestSeen>? _newHashes;
    private Step<PassSeen>? _near;

    /// <summary>Whether they cross in the freeze already, before others are stopped, because their writers are stopped first.</summary>
    public bool Ahead { get; init; }

    /// <summary>What keeps every writer out of the old side's; the opening after which the new side's are used seals it.</summary>
    public Step<FilesFenced>? Fence { get; private set; }

    public Step[] Prepare()
    {
        var floor = night.Prepare($"{name}.floor", Files.Floor(old)).OwnedBy(IetfRoles.Operations);
        var copy = night.Prepare($"{name}.copy", Files.Copy(old, next)).After(floor).Under(IetfLimits.Copies)
            .Within(30.Minutes()).Expect(4.Seconds()).Stays("a copy on the new side does no harm");
        _oldHashes = night.Prepare($"{name}.hash-old", Files.HashAhead(old)).After(copy).Within(30.Minutes())
            .Expect(2.Seconds());
        _newHashes = night.Prepare($"{name}.hash-new", Files.HashAhead(next)).After(copy, _oldHashes).Within(30.Minutes())
            .Expect(2.Seconds());
        var fence = night.Prepare($"{name}.can-fence", Files.CanFence(old)).Within(1.Minutes()).OwnedBy(IetfRoles.Operations)
            .Expires(Checks.Tried);
        var home = night.Prepare($"{name}.can-return", Files.CanCopyBack(next, old)).After(copy).Within(1.Minutes())
            .OwnedBy(IetfRoles.Operations).Expires(Checks.Tried);
        return [_oldHashes, _newHashes, fence, home];
    }

    /// <summary>
    /// What has changed in the days since the copy is carried and hashed while everybody still writes: the less is left for the outage.
    /// </summary>
    /// <returns>The steps after which writers may be kept out.</returns>
    public Step[] Near(Step go)
    {
        _near = night.Freeze($"{name}.near", Files.CopyChanged(old, next)).After(go).Under(IetfLimits.Copies)
            .Within(10.Minutes()).Expect(600.Milliseconds()).Stays("a copy on the new side does no harm");
        _oldHashes = night.Freeze($"{name}.hash-old-again", Files.HashAgain(old, _oldHashes!)).After(_near).Within(10.Minutes())
            .Expect(3.Seconds());
        _newHashes = night.Freeze($"{name}.hash-new-again", Files.HashAgain(next, _newHashes!)).After(_near).Within(10.Minutes())
            .Expect(3.Seconds());
        return [_oldHashes, _newHashes];
    }

    /// <summary>Once more, just before the outage: what was written while others were moved.</summary>
    public Step Last(params Step[] after) =>
        _near = night.Freeze($"{name}.last", Files.CopyChanged(old, next, _near)).After(after)
            .Within(10.Minutes()).Expect(300.Milliseconds()).Stays("a copy on the new side does no harm");

    /// <summary>The last changes, once every old writer is stopped, and the proof that nothing else differs.</summary>
    /// <param name="refused">From here on new writes are refused, and the old writers end.</param>
    /// <param name="stopped">They have ended.</param>
    /// <returns>The fence that no writer passes, known or not, and the proof that was made behind it.</returns>
    public Step[] Transfer(Step refused, Step[] stopped)
    {
        var changed = Carry($"{name}.changed", Files.CopyChanged(old, next, _near)).After(refused)
            .Within(2.Minutes()).Expect(600.Milliseconds()).Stays("a copy on the new side does no harm");
        Fence = night.Freeze($"{name}.fence", Files.Fence(old, budget: 30.Minutes())).After(stopped).Within(30.Seconds())
            .Retry(20, 100.Milliseconds()) // A reader that fills its cache is not long about it.
            .Expect(100.Milliseconds()).OwnedBy(IetfRoles.Operations);
        var same = Carry($"{name}.same", Files.FinalDelta(old, next, _oldHashes, _newHashes)).After(changed, Fence)
            .Within(2.Minutes()).Expect(800.Milliseconds()).Stays("a copy on the new side does no harm").OwnedBy(IetfRoles.Operations);
        return [Fence, same];
    }

    private Step<T> Carry<T>(string id, IProbe<T> effect)
        where T : notnull =>
        Ahead ? night.Freeze(id, effect) : night.Transfer(id, effect);

    /// <summary>After the opening, new files come back; nothing on the old side is deleted.</summary>
    /// <param name="opened">The openings after which files may have been written.</param>
    /// <param name="ended">The steps of the way back that end the applications there.</param>
    /// <param name="writers">What else writes on the new side, and must have ended before.</param>
    /// <returns>The step after which the old side has every file.</returns>
    public Step WayBack(Step[] opened, Step[] ended, params Step[] writers)
    {
        var open = night.Back(Phase.Transfer, $"{name}.back.unfence", Files.Unfence(old))
            .IfBegun(opened).AfterUndoOf([.. opened, .. writers]).After(ended).Within(1.Minutes());
        var copied = night.Back(Phase.Transfer, $"{name}.back.copy", Files.CopyBack(next, old))
            .IfBegun(opened).After(open).Within(10.Minutes());
        return night.Back(Phase.Prove, $"{name}.back.same", Files.Contains(next, old))
            .IfBegun(opened).After(copied).Within(10.Minutes());
    }
}
