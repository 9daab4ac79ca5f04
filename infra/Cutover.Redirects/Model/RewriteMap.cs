namespace Cutover.Redirects;

/// <summary>One RewriteMap. Kinds that cannot be answered here (prg, dbm, dbd, rnd) are known by name and say so when asked.</summary>
internal sealed record RewriteMap(string Name, string Kind, string Source);
