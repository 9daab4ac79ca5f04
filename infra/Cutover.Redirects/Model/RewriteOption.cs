namespace Cutover.Redirects;

/// <summary>The options of RewriteOptions.</summary>
[Flags]
internal enum RewriteOption
{
    None = 0,
    Inherit = 1,
    InheritBefore = 2,
    InheritDown = 4,
    InheritDownBefore = 8,
    IgnoreInherit = 16,
    AllowNoSlash = 32,
    AllowAnyUri = 64,
    MergeBase = 128,
    IgnoreContextInfo = 256,
    LegacyPrefixDocRoot = 512,
    UnsafePrefixStat = 1024,
}
