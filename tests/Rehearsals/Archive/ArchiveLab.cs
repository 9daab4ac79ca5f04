using Cutover.Lab;

namespace Cutover.Rehearsals;

/// <summary>A small lab for the tests of the archive's checks; parts of it are broken on purpose by their own settings.</summary>
public sealed class ArchiveLab()
    : FreshLab(new LabOptions(LabSize.Small, Offset, Path.Combine(Path.GetTempPath(), $"cutover-archive-{Offset}")))
{
    private const int Offset = 3600;
}
