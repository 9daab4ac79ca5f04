namespace Cutover.Rehearsals;

/// <summary>One lab for all tests of the archive, one after another: each breaks a part of it.</summary>
[CollectionDefinition("archive lab", DisableParallelization = true)]
public sealed class ArchiveLabs : ICollectionFixture<ArchiveLab>;
