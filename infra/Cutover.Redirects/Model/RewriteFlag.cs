namespace Cutover.Redirects;

/// <summary>The flags of a RewriteRule.</summary>
[Flags]
internal enum RewriteFlag
{
    None = 0,
    Redirect = 1,
    Last = 2,
    NewRound = 4,
    Chain = 8,
    NotOnSubrequest = 16,
    Negated = 32,
    Proxy = 64,
    PassThrough = 128,
    QueryAppend = 256,
    Caseless = 512,
    NoEscape = 1024,
    NoSubstitution = 2048,
    Status = 4096,
    EscapeBackReferences = 8192,
    DiscardPathInfo = 16384,
    QueryDiscard = 32768,
    End = 65536,
    EscapeNoPlus = 131072,
    QueryLast = 262144,
    QueryNone = 524288,
    EscapeControls = 1048576,
    UnsafePrefixStat = 2097152,
    UnsafeAllow3F = 4194304,
    KeepSlashes = 8388608,
}
