namespace Cutover.Redirects;

/// <summary>The options of Options.</summary>
[Flags]
internal enum CoreOption
{
    None = 0,
    Indexes = 1,
    Includes = 2,
    SymLinks = 4,
    ExecCgi = 8,
    Unset = 16,
    IncludesExec = 32,
    SymOwner = 64,
    MultiViews = 128,
    All = Indexes | Includes | IncludesExec | SymLinks | ExecCgi,
}
