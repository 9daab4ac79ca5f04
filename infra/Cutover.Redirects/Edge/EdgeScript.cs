namespace Cutover.Redirects;

/// <summary>A site's redirects as a script for the edge.</summary>
/// <param name="Module">The ES module's text. It exports <c>answer(request)</c>, which gives a Response, or null where no old rule
/// answers.</param>
/// <param name="Size">The module's length in bytes.</param>
/// <param name="Compressed">Its length gzipped, which is what the plan limits.</param>
/// <param name="Hash">The SHA-256 of the module, in lower-case hex.</param>
/// <param name="Routes">The routes it needs.</param>
/// <param name="Omissions">What httpd obeys and the script does not, each by name.</param>
public sealed record EdgeScript(
    string Module, int Size, int Compressed, string Hash, IReadOnlyList<EdgeRoute> Routes, IReadOnlyList<Omission> Omissions);
